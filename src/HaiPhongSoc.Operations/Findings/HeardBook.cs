using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Writes down who spoke, and reads when each spoke last. Works inside the caller's transaction.</summary>
internal sealed class HeardBook(OperationsDbContext database, CityTime time)
{
    /// <summary>The days that are kept of a source that goes on speaking.</summary>
    public const int DaysKept = 35;

    private const long MicrosPerHour = 3_600_000_000;

    /// <summary>A gap between two turns after which silence is counted anew: the program did not run, or could not write.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromHours(1);

    private const int AtOnce = 500;

    public async Task WriteAsync(PresenceTaken taken, CancellationToken cancellationToken)
    {
        var days = taken.Heard
            .GroupBy(h => (h.SourceId, SystemCode: h.System?.Code ?? "", Day: time.DayOf(h.Hour * MicrosPerHour)))
            .ToDictionary(g => g.Key, g => (Count: g.Sum(h => h.Sighting.Count), Last: g.Max(h => h.Sighting.LastSeen)));
        foreach (var part in days.Keys.Select(k => k.SourceId).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var (first, last) = (days.Keys.Min(k => k.Day), days.Keys.Max(k => k.Day));
            var known = await database.HeardDays.Where(h => part.Contains(h.SourceId) && h.Day >= first && h.Day <= last)
                .ToDictionaryAsync(h => (h.SourceId, h.SystemCode, h.Day), cancellationToken);
            foreach (var (key, heard) in days.Where(d => part.Contains(d.Key.SourceId, StringComparer.Ordinal)))
            {
                if (!known.TryGetValue(key, out var row))
                    database.Add(row = new HeardDay { SourceId = key.SourceId, SystemCode = key.SystemCode, Day = key.Day });
                row.Count += heard.Count;
                row.LastHeard = Math.Max(row.LastHeard, heard.Last);
            }
        }

        var offsets = await database.HeardOffsets.ToDictionaryAsync(o => o.Partition, cancellationToken);
        foreach (var (partition, offset) in taken.Reached)
        {
            if (!offsets.TryGetValue(partition, out var row))
                database.Add(row = new HeardOffset { Partition = partition });
            row.Offset = Math.Max(row.Offset, offset);
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Notes who is expected from now on and who no longer is.</summary>
    public async Task<Voices> VoicesAsync(IEnumerable<string> expected, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var rows = await database.ExpectedSpeakers.ToDictionaryAsync(e => e.Key, StringComparer.Ordinal, cancellationToken);
        if (!rows.Remove(ExpectedSpeaker.Listener, out var listener))
            database.Add(listener = new ExpectedSpeaker { Key = ExpectedSpeaker.Listener, Since = now, LastTurn = now });
        if (now - listener.LastTurn > Gap.Microseconds())
            listener.Since = now;
        listener.LastTurn = now;
        var since = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var key in expected.Distinct(StringComparer.Ordinal))
        {
            if (!rows.Remove(key, out var row))
                database.Add(row = new ExpectedSpeaker { Key = key, Since = now });
            since[key] = row.Since;
        }

        database.RemoveRange(rows.Values);
        return new Voices(
            await database.HeardDays.Where(h => h.SystemCode != "").GroupBy(h => h.SystemCode)
                .Select(g => new { g.Key, Last = g.Max(h => h.LastHeard) }).ToDictionaryAsync(g => g.Key, g => g.Last, StringComparer.Ordinal, cancellationToken),
            await database.HeardDays.GroupBy(h => h.SourceId)
                .Select(g => new { g.Key, Last = g.Max(h => h.LastHeard) }).ToDictionaryAsync(g => g.Key, g => g.Last, StringComparer.Ordinal, cancellationToken),
            since,
            listener.Since);
    }

    /// <summary>Old days go; the last one of each source and system stays, for when it was heard last.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var oldest = time.DayOf(time.Now).AddDays(-DaysKept);
        await database.HeardDays
            .Where(h => h.Day < oldest && database.HeardDays.Any(l => l.SourceId == h.SourceId && l.SystemCode == h.SystemCode && l.Day > h.Day))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
