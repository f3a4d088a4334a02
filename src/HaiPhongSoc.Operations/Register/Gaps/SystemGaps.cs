using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Gaps;

/// <summary>What systems lack, for all of them at once: five questions whatever their number.</summary>
internal sealed class SystemGaps(OperationsDbContext database, RecordBook records, CityTime time)
{
    /// <returns>By code, in the order of <see cref="SystemGap"/>; nothing for a retired system, which owes nothing.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<SystemGap>>> OfAsync(IReadOnlyList<SystemRecord> systems, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var missing = await records.MissingAsync(systems, cancellationToken);
        var findings = (await database.Findings.Where(f => f.ClosedAt == null && f.SystemCode != null)
            .Select(f => new { Code = f.SystemCode!, f.Kind }).Distinct().ToListAsync(cancellationToken)).ToLookup(f => f.Code, f => f.Kind, StringComparer.Ordinal);
        var late = (await database.Duties.Where(d => d.SystemCode != null && d.State <= DutyState.Overdue && d.DueAt <= now)
            .Select(d => d.SystemCode!).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var bare = await WithoutAgentAsync(systems, now, cancellationToken);
        return systems.ToDictionary(s => s.Code, Of, StringComparer.Ordinal);

        IReadOnlyList<SystemGap> Of(SystemRecord system) => system.Status == SystemStatus.Retired ? [] :
        [
            .. Where(system.ApprovedLevel is null, SystemGap.NotApproved),
            .. Where(EffectiveLevels.Of(approved: null, system.ProposedLevel, system.ComputedLevel) > system.ApprovedLevel, SystemGap.AboveApproval),
            .. Where(findings[system.Code].Any(k => k is FindingKind.SystemNotInUse or FindingKind.TestWithRealData), SystemGap.SpeaksUnconcluded),
            .. Where(missing[system.Code] > 0, SystemGap.RecordIncomplete),
            .. Where(findings.Contains(system.Code), SystemGap.OpenFindings),
            .. Where(late.Contains(system.Code), SystemGap.OverdueDuties),
            .. Where(bare.Contains(system.Code), SystemGap.HostsWithoutAgent),
            .. Where(findings[system.Code].Any(k => k is FindingKind.SilentSystem or FindingKind.SilentSource), SystemGap.Silent),
        ];
    }

    private static IEnumerable<SystemGap> Where(bool holds, SystemGap gap) => holds ? [gap] : [];

    // Only entries that stand for one host must have an agent: ranges, which are most of a large register, are not read.
    private async Task<HashSet<string>> WithoutAgentAsync(IReadOnlyList<SystemRecord> systems, long now, CancellationToken cancellationToken)
    {
        var hosts = (await database.Systems.Where(s => s.Status != SystemStatus.Retired).SelectMany(s => s.Assets)
            .Where(a => a.Kind == AssetKind.Host || (a.Kind == AssetKind.Network && (a.Key.EndsWith("/32") || a.Key.EndsWith("/128"))))
            .AsNoTracking().ToListAsync(cancellationToken)).ToLookup(a => a.SystemCode, StringComparer.Ordinal);
        var realms = hosts.SelectMany(h => h).Select(a => a.Realm).Distinct(StringComparer.Ordinal).ToList();
        // A public address counts wherever it was seen.
        var anywhere = realms.Contains(SystemDirectorySnapshot.Internet, StringComparer.Ordinal);
        var agents = await database.AntiMalwareAgents.AsNoTracking().Where(a => anywhere || realms.Contains(a.Realm)).ToListAsync(cancellationToken);
        var required = new RequiredHosts(agents);
        return systems.Where(s => required.Of(s, hosts[s.Code], now).Any(h => h.Agents.Count == 0)).Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
    }
}
