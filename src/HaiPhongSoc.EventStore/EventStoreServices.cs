using HaiPhongSoc.EventStore.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.EventStore;

/// <summary>Puts the event store into the container.</summary>
public static class EventStoreServices
{
    /// <summary>
    /// Adds <see cref="IEventStore"/> (embedded engine), its sealing and retention timer and the validation of <see cref="EventStoreOptions"/>; the host binds
    /// the options. The store opens its directory when it is first resolved and seals when the host stops; whoever appends must have stopped before that
    /// (register the appending worker after this call: hosted workers stop in reverse order).
    /// </summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<IValidateOptions<EventStoreOptions>, EventStoreOptionsValidator>();
        services.AddOptions<EventStoreOptions>().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EmbeddedEventStore>();
        services.AddSingleton<IEventStore>(static provider => provider.GetRequiredService<EmbeddedEventStore>());
        services.AddHostedService<StoreUpkeepWorker>();
        return services;
    }
}
