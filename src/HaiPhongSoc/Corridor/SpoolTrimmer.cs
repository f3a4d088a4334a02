using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Corridor;

/// <summary>
/// Lets go of what the spool need not keep: what the store has sealed and alerts have committed, less what correlation windows need after a restart. When the spool gets full
/// the windows yield: taking in new events comes before rebuilding old windows.
/// </summary>
internal sealed partial class SpoolTrimmer(
    EventSpool spool,
    IEventStore store,
    CorridorState state,
    RuleSet rules,
    IOptions<IntakeOptions> intake,
    IOptions<DetectionOptions> detection,
    TimeProvider clock,
    ILogger<SpoolTrimmer> logger)
{
    private const double CrowdedFrom = 0.75;

    private readonly SpoolRelease _release = new(clock);
    private bool _crowded;

    /// <summary>The last offset of a batch that is through.</summary>
    public void Note(long offset) => _release.Note(offset);

    /// <summary>Deletes the segments that nobody needs any more; gives how many.</summary>
    public int Trim()
    {
        var through = Math.Min(store.SealedOffset(0), state.Reached) + 1;
        var needed = _release.NeededFrom(rules.CorrelationReach + detection.Value.CorrelationLateness);
        var crowded = spool.TotalBytes > intake.Value.Spool.MaxBytes * CrowdedFrom;
        if (crowded && !_crowded)
            LogCrowded(spool.TotalBytes, intake.Value.Spool.MaxBytes);
        _crowded = crowded;
        var before = crowded ? through : Math.Min(through, needed);
        return before > spool.FirstOffset ? spool.Trim(before) : 0;
    }

    [LoggerMessage(9011, LogLevel.Warning, "The spool holds {Bytes} of {MaxBytes} bytes: what correlation windows would need after a restart is let go early; raise Intake:Spool:MaxBytes to keep it")]
    private partial void LogCrowded(long bytes, long maxBytes);
}
