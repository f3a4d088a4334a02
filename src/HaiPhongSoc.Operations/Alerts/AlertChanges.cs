using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>What every change of an alert by a person has in common: the version is checked, the history is written, the feed is told.</summary>
internal sealed class AlertChanges(OperationsDbContext database, FactsToTell facts, CityTime time)
{
    /// <param name="decide">Changes the alert and says what happened, or why not. Pure but for the record.</param>
    public async Task<Outcome<Changed>> ChangeAsync(
        Actor actor, long id, long version, Func<AlertRecord, long, Outcome<Wording>> decide, CancellationToken cancellationToken)
    {
        var alert = await database.Alerts.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (alert is null)
            return Faults.NotFound(FormattableString.Invariant($"cảnh báo {id}"), FormattableString.Invariant($"alert {id}"));
        if (alert.Version != version)
            return Faults.Conflict;
        var now = time.Now;
        var decision = decide(alert, now);
        if (!decision.IsSuccess)
            return decision.Fault;
        alert.Version++;
        database.Add(HistoryRecord.Of(alert.Subject, now, actor, decision.Value));
        facts.Add(new AlertChanged(now, alert.Id));
        return new Changed(alert.Id, alert.Version);
    }
}
