using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>What a turn did to a finding.</summary>
internal enum FindingTurn
{
    Opened,
    Reopened,
    Closed,
}

/// <summary>
/// Decides one turn: causes open rows, rows whose cause is gone close. Changes the records it is given and touches nothing else, so that the same
/// causes in the same order always give the same rows.
/// </summary>
internal sealed class FindingPlan
{
    private readonly Dictionary<string, FindingRecord> _rows;
    private readonly Dictionary<FindingKind, int> _open;
    private readonly FindingGround _ground;

    /// <param name="known">All open rows, and the closed ones that a cause of this turn may open again.</param>
    public FindingPlan(IEnumerable<FindingRecord> known, FindingGround ground)
    {
        _ground = ground;
        _rows = known.ToDictionary(r => r.CauseKey, StringComparer.Ordinal);
        _open = _rows.Values.Where(r => r.IsOpen).GroupBy(r => r.Kind).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>Rows that were not there before.</summary>
    public List<FindingRecord> Added { get; } = [];

    public List<(FindingRecord Finding, FindingTurn Turn)> Told { get; } = [];

    /// <summary>Causes that found no room.</summary>
    public int LeftOut { get; private set; }

    /// <param name="seen">Shown by events since the last turn.</param>
    /// <param name="standing">All that stands now without events.</param>
    /// <param name="listeningSince">Since when nothing could be missed.</param>
    public void Turn(IEnumerable<Cause> seen, IReadOnlyList<Cause> standing, long listeningSince)
    {
        foreach (var cause in seen)
            Take(cause);
        foreach (var cause in standing)
            Take(cause);
        var stands = standing.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var row in _rows.Values.Where(r => r.IsOpen))
        {
            var gone = FindingWords.IsOfEvents(row.Kind)
                ? FindingEnds.ByRegister(row, _ground) ?? FindingEnds.ByQuiet(row, _ground, listeningSince)
                : stands.Contains(row.CauseKey) ? null : StandingCauses.Ended(row, _ground);
            if (gone is not null)
                Close(row, gone);
            else
                Refresh(row);
        }
    }

    private void Take(Cause cause)
    {
        if (!_rows.TryGetValue(cause.Key, out var row))
        {
            row = new FindingRecord
            {
                Kind = cause.Kind,
                CauseKey = cause.Key,
                Realm = cause.Realm,
                Subject = cause.Subject,
                FirstSeen = cause.Since,
                ClosedAt = 0,
                OpenedAt = 0,
            };
        }

        var (address, name) = (row.Address, row.HostName);
        (row.SystemCode, row.OrganisationCode, row.Detail) = (cause.SystemCode, cause.OrganisationCode ?? _ground.System(cause.SystemCode)?.OwnerCode, cause.Detail);
        (row.HostName, row.Address, row.SourceId) = (cause.HostName ?? name, cause.Address ?? address, cause.SourceId ?? row.SourceId);

        // The register may have learned of it between the event and this turn.
        if (!row.IsOpen && (FindingEnds.ByRegister(row, _ground) is not null || !Open(row)))
            return;
        Count(row, cause);
    }

    private bool Open(FindingRecord row)
    {
        var open = _open.GetValueOrDefault(row.Kind);
        if (open >= _ground.Options.MostOpen)
        {
            LeftOut++;
            return false;
        }

        _open[row.Kind] = open + 1;
        var isNew = row.OpenedAt == 0;
        if (isNew)
        {
            _rows[row.CauseKey] = row;
            Added.Add(row);
        }
        else
        {
            row.Reopened++;
        }

        (row.OpenedAt, row.ClosedAt, row.ClosedBecause) = (_ground.Now, null, Wording.Empty);
        Told.Add((row, isNew ? FindingTurn.Opened : FindingTurn.Reopened));
        return true;
    }

    private void Close(FindingRecord row, Wording because)
    {
        (row.ClosedAt, row.ClosedBecause) = (_ground.Now, because);
        _open[row.Kind]--;
        Told.Add((row, FindingTurn.Closed));
    }

    private static void Count(FindingRecord row, Cause cause)
    {
        if (cause.Seen is not { } seen)
        {
            row.LastSeen = cause.Since;
            return;
        }

        row.FirstSeen = Math.Min(row.FirstSeen, seen.FirstSeen);
        row.LastSeen = Math.Max(row.LastSeen, seen.LastSeen);
        row.Count += seen.Count;
        if (row.FirstEvents.Count < Sighting.EventsKept)
            row.FirstEvents = [.. row.FirstEvents.Concat(seen.FirstEvents.Select(e => e.ToString())).Take(Sighting.EventsKept)];
        row.LastEvents = [.. row.LastEvents.Concat(seen.LastEvents.Select(e => e.ToString())).TakeLast(Sighting.EventsKept)];
    }

    // A level or an owner that changes counts at once.
    private void Refresh(FindingRecord row)
    {
        var system = _ground.System(row.SystemCode);
        if (system is not null)
            (row.SystemLevel, row.OrganisationCode) = (system.Level, system.OwnerCode);
        row.Severity = _ground.SeverityOf(row.Kind, system);
        if (row.Kind == FindingKind.SystemNotInUse && row.SystemCode is { } code && _ground.Alerts.TryGetValue(code, out var alert))
            row.AlertId = alert;
    }
}
