using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Tests;

/// <summary>A hit as detection would send it; literal where a test cares.</summary>
internal static class HitBuilder
{
    public static readonly SystemIdentity Portal = new(
        "dvc", "Cổng dịch vụ công trực tuyến và Một cửa điện tử", 3, "ubnd-tp", "Ủy ban nhân dân thành phố Hải Phòng", MayBeInUse: true, HasRealData: true);

    public static RuleHit Hit(
        long offset,
        string rule = "11111111-1111-4111-8111-111111111111",
        Severity level = Severity.High,
        long? time = null,
        string address = "203.0.113.77",
        string? host = null,
        string? user = null,
        SystemIdentity? system = null,
        HitKind kind = HitKind.Event,
        TimeSpan? window = null,
        string[]? attack = null,
        int partition = 0,
        EventId[]? contributing = null,
        long? contributingCount = null)
    {
        var at = time ?? Minutes(offset);
        var entities = new List<Entity> { new(EntityKind.SourceAddress, address, "internet") };
        if (host is not null)
            entities.Add(new Entity(EntityKind.Host, host, OperationsWorld.Realm));
        if (user is not null)
            entities.Add(new Entity(EntityKind.User, user, OperationsWorld.Realm));
        var id = new EventId(partition, offset);
        return new RuleHit
        {
            Kind = kind,
            Rule = new RuleIdentity(
                rule, "00000000deadbeef", $"Rule {rule[..8]}", $"Quy tắc {rule[..8]}", "what it finds", "tìm gì", level, attack ?? [], ["an admin who mistypes"], "us", null),
            Event = id,
            Time = at,
            ReceivedAt = at,
            FirstTime = at,
            Entities = entities,
            System = system,
            Realm = OperationsWorld.Realm,
            SourceId = "dvc-auth",
            Evidence = [new Evidence("selection", "message", "Failed password for qtht", "contains 'Failed password'")],
            Contributing = contributing ?? [id],
            ContributingCount = contributingCount ?? contributing?.Length ?? 1,
            AlertWindow = window ?? TimeSpan.FromMinutes(10),
            Sample = "Nov 24 09:00:00 bastion-dvc-01 sshd[1]: Failed password for qtht from 203.0.113.77",
        };
    }

    /// <summary>Event time: so many minutes after 09:00 (Hải Phòng) of 24/11/2026.</summary>
    public static long Minutes(double minutes) =>
        UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero)) + (long)(minutes * 60_000_000);
}
