using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Embedded;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace HaiPhongSoc.EventStore.Tests.Embedded;

/// <summary>A store in a folder of its own that can be dropped like a killed process and opened again.</summary>
internal sealed class AStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AStore(Action<EventStoreOptions>? configure = null)
    {
        Options = new EventStoreOptions { Directory = System.IO.Path.Combine(_folder.Path, "it's a store"), MemoryLimitBytes = 512L << 20, Threads = 2 };
        configure?.Invoke(Options);
        Store = Open();
    }

    public EventStoreOptions Options { get; }

    public string Directory => Options.Directory;

    public EmbeddedEventStore Store { get; private set; }

    public string[] SegmentFiles => System.IO.Directory.GetFiles(Directory, "v1.*.parquet", SearchOption.AllDirectories);

    public Task Append(params AnEvent[] events) => Store.AppendAsync([.. events.Select(static e => e.Build())], CancellationToken.None);

    public Task<long> Count() => Store.CountAsync(new EventQuery(), CancellationToken.None);

    public async Task<List<EventId>> AllIds()
    {
        var ids = new List<EventId>();
        string? cursor = null;
        do
        {
            var page = await Store.SearchAsync(new SearchRequest { Limit = 500, Before = cursor }, CancellationToken.None);
            ids.AddRange(page.Hits.Select(static hit => hit.Id));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return ids;
    }

    /// <summary>Nothing in memory survives.</summary>
    public void Kill() => Store.Dispose();

    public void Reopen(Action? meanwhile = null, IStoreFiles? files = null)
    {
        Kill();
        meanwhile?.Invoke();
        Store = Open(files);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    private EmbeddedEventStore Open(IStoreFiles? files = null) => new(Options, TimeProvider.System, NullLogger.Instance, files ?? new DiskStoreFiles());
}
