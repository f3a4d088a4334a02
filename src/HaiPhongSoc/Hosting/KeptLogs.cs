using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>The retention of the event store, for those who know what the law asks.</summary>
internal sealed class KeptLogs(IOptions<EventStoreOptions> store) : IKeptLogs
{
    public int? DaysOf(int level) => store.Value.DaysOf(level);
}
