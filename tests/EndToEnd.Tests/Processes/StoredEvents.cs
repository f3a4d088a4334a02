using HaiPhongSoc.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Processes;

/// <summary>The event store that a stopped process left, opened in the test's own.</summary>
internal static class StoredEvents
{
    public static ServiceProvider Open(string dataDirectory)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddEventStore();
        services.Configure<EventStoreOptions>(store => store.Directory = Path.Combine(dataDirectory, "events"));
        return services.BuildServiceProvider();
    }
}
