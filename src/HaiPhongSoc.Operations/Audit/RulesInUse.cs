using System.Globalization;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

internal sealed class RulesInUse(IServiceScopeFactory scopes, AuditJournal journal, TimeProvider clock) : IRulesInUse
{
    private const int MostNamed = 20;

    public async Task CompareAsync(IReadOnlyCollection<RuleIdentity> active, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var before = await database.RulesInUse.ToDictionaryAsync(r => r.RuleId, StringComparer.Ordinal, cancellationToken);
        var now = active.DistinctBy(rule => rule.Id, StringComparer.Ordinal).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var isFirst = before.Count == 0;
        List<RuleInUse> off = [.. before.Values.Where(rule => !now.ContainsKey(rule.RuleId))];
        List<RuleInUse> on = [.. now.Values.Where(rule => !before.ContainsKey(rule.Id)).Select(rule => new RuleInUse { RuleId = rule.Id, Version = rule.Version, Title = rule.Title })];
        List<RuleInUse> changed = [.. before.Values.Where(rule => now.TryGetValue(rule.RuleId, out var other) && !string.Equals(other.Version, rule.Version, StringComparison.Ordinal))];
        foreach (var rule in changed)
            (rule.Version, rule.Title) = (now[rule.RuleId].Version, now[rule.RuleId].Title);
        database.RemoveRange(off);
        database.AddRange(on);

        List<AuditEntries> entries =
        [
            .. Entry("rule.switched-off", off, "không còn được dùng", "not in use any more"),
            .. Entry("rule.changed", changed, "đã thay đổi nội dung", "changed"),
            .. isFirst ? [] : Entry("rule.switched-on", on, "được đưa vào dùng", "in use from now on"),
        ];
        await journal.WriteAsync(database, entries, cancellationToken);
    }

    public async Task BrokeAsync(IReadOnlyCollection<BrokenRule> broken, CancellationToken cancellationToken)
    {
        if (broken.Count == 0)
            return;
        var entry = Of("rule.broken", [.. broken.Select(rule => rule.RuleId)]) with
        {
            Details = [.. broken.Take(MostNamed).Select(rule => new Wording($"quy tắc {rule.RuleId} bị lỗi và ngừng chạy: {rule.Reason}", $"rule {rule.RuleId} broke and is not asked any more: {rule.Reason}"))],
        };
        await journal.WriteAsync(entry, cancellationToken);
    }

    private IEnumerable<AuditEntries> Entry(string action, List<RuleInUse> rules, string vi, string en)
    {
        if (rules.Count == 0)
            yield break;
        var titles = string.Join("; ", rules.Take(MostNamed).Select(rule => $"«{rule.Title}»")) + (rules.Count > MostNamed ? "; …" : "");
        var count = rules.Count.ToString(CultureInfo.InvariantCulture);
        yield return Of(action, [.. rules.Select(rule => rule.RuleId)]) with
        {
            Details = [new Wording($"{count} quy tắc phát hiện {vi}: {titles}", $"{count} detection {(rules.Count == 1 ? "rule is" : "rules are")} {en}: {titles}")],
        };
    }

    private AuditEntries Of(string action, IReadOnlyList<string> rules) =>
        AuditEntries.Of(Actor.Program, action, UtcMicroseconds.Now(clock)) with { Subjects = [.. rules.Select(rule => $"rule:{rule}")] };
}
