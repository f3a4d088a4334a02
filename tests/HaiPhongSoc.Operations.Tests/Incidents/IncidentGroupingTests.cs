using System.Collections.Frozen;
using System.Net;
using CsCheck;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Tests.Incidents;

public sealed class IncidentGroupingTests
{
    private const long Minute = 60_000_000;

    private static readonly GroupingRules Rules = new(
        new Dictionary<EntityKind, TimeSpan>
        {
            [EntityKind.SourceAddress] = TimeSpan.FromHours(24),
            [EntityKind.User] = TimeSpan.FromHours(12),
            [EntityKind.Host] = TimeSpan.FromHours(4),
        }.ToFrozenDictionary(),
        [IPNetwork.Parse("127.0.0.0/8")],
        new HashSet<(EntityKind, string)> { (EntityKind.User, "root"), (EntityKind.Host, "localhost") }.ToFrozenSet(),
        Severity.High,
        3,
        Severity.Critical);

    public static TheoryData<string, EntityKind, string, double, bool> Joins => new()
    {
        { "same address a day later", EntityKind.SourceAddress, "203.0.113.77", 24 * 60, true },
        { "same address later than a day", EntityKind.SourceAddress, "203.0.113.77", (24 * 60) + 1, false },
        { "same user within 12 hours", EntityKind.User, "qtht", 12 * 60, true },
        { "same user later", EntityKind.User, "qtht", (12 * 60) + 1, false },
        { "same host within 4 hours", EntityKind.Host, "web-dvc-02", 4 * 60, true },
        { "same host later", EntityKind.Host, "web-dvc-02", (4 * 60) + 1, false },
        { "loopback says nothing", EntityKind.SourceAddress, "127.0.0.1", 1, false },
        { "root says nothing", EntityKind.User, "root", 1, false },
        { "root of a host says nothing", EntityKind.User, "root@web-dvc-02", 1, false },
        { "a domain's root says nothing", EntityKind.User, "hp\\root", 1, false },
        { "localhost says nothing", EntityKind.Host, "localhost.localdomain", 1, false },
        { "the system alone says nothing", EntityKind.System, "dvc", 1, false },
        { "a log source says nothing", EntityKind.LogSource, "dvc-auth", 1, false },
    };

    [Theory]
    [MemberData(nameof(Joins))]
    public void An_alert_joins_by_what_names_the_doer_and_in_time(string why, EntityKind kind, string value, double minutesLater, bool joins)
    {
        var entity = new Entity(kind, value, "ttthdl");
        var open = new OpenIncident(7, "SC-2026-000007", 0, [new SeenEntity(entity, 0, 0)]);
        var alert = Alert(1, (long)(minutesLater * Minute), Severity.Low, entity);
        var decision = IncidentGrouping.Decide(alert, [open], [], Rules);
        (decision is GroupingDecision.Join).ShouldBe(joins, why);
    }

    [Fact]
    public void The_same_address_in_another_realm_is_another_address()
    {
        var open = new OpenIncident(7, "SC-2026-000007", 0, [new SeenEntity(new Entity(EntityKind.SourceAddress, "192.168.1.10", "xa-kien-thuy"), 0, 0)]);
        var alert = Alert(1, Minute, Severity.Low, new Entity(EntityKind.SourceAddress, "192.168.1.10", "phuong-le-chan"));
        IncidentGrouping.Decide(alert, [open], [], Rules).ShouldBeOfType<GroupingDecision.Stay>();
    }

    [Theory]
    [InlineData(Severity.Medium, AlertOrigin.Event, false)]
    [InlineData(Severity.High, AlertOrigin.Event, true)]
    [InlineData(Severity.High, AlertOrigin.Finding, false)]
    [InlineData(Severity.Critical, AlertOrigin.Finding, true)]
    public void An_alert_opens_from_the_severity_that_the_data_says(Severity severity, AlertOrigin origin, bool opens)
    {
        var alert = Alert(1, 0, severity, new Entity(EntityKind.System, "dvc", "ttthdl")) with { Origin = origin };
        (IncidentGrouping.Decide(alert, [], [], Rules) is GroupingDecision.Open).ShouldBe(opens);
    }

    // Whatever is open: a joined incident truly shares an entity in time, and it is the oldest that does; no alert both joins and opens.
    [Fact]
    public void Whatever_is_open_the_oldest_incident_that_shares_an_entity_is_joined()
    {
        var entities = Gen.Select(Gen.Int[1, 4].Select(kind => (EntityKind)kind), Gen.Int[1, 4])
            .Select(pair => new Entity(pair.Item1, $"e{pair.Item2}", "r"));
        var incidents = Gen.Select(Gen.Long[0, 2_000], Gen.Long[0, 2_000], entities.Array[1, 3])
            .Array[0, 6]
            .Select(all => all.Select((i, n) => new OpenIncident(
                n + 1, $"SC-{n}", i.Item1 * Minute, [.. i.Item3.Distinct().Select(e => new SeenEntity(e, i.Item2 * Minute, i.Item2 * Minute))])).ToArray());
        Gen.Select(incidents, entities.Array[1, 3], Gen.Long[0, 2_000], Gen.Enum<Severity>()).Sample((open, own, at, severity) =>
        {
            var alert = Alert(1, at * Minute, severity, [.. own.Distinct()]);
            var sharing = open
                .Where(i => i.Entities.Any(seen =>
                    alert.Entities.Contains(seen.Entity)
                    && Rules.Within.TryGetValue(seen.Entity.Kind, out var within)
                    && Math.Abs(seen.LastSeen - alert.LastSeen) <= within.Ticks / TimeSpan.TicksPerMicrosecond))
                .OrderBy(i => i.OpenedAt).ThenBy(i => i.Id)
                .Select(i => i.Id)
                .ToList();
            switch (IncidentGrouping.Decide(alert, open, [], Rules))
            {
                case GroupingDecision.Join join:
                    return sharing.Count > 0 && join.IncidentId == sharing[0] && join.Linked.SequenceEqual(sharing.Skip(1));
                case GroupingDecision.Open:
                    return sharing.Count == 0 && severity >= Severity.High;
                default:
                    return sharing.Count == 0 && severity < Severity.High;
            }
        });
    }

    private static GroupedAlert Alert(long id, long at, Severity severity, params Entity[] entities) =>
        new(id, $"rule-{id}", AlertOrigin.Event, severity, new Wording("t", "t"), at, at, entities);
}
