using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>
/// An alert. <see cref="Version"/> counts what people change; the count, the last seen time and a raised severity move without it, so that an attack
/// that goes on never makes an analyst's click a conflict.
/// </summary>
internal sealed class AlertRecord : IMarked
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    public AlertOrigin Origin { get; init; }

    public required string RuleId { get; init; }

    public required string RuleVersion { get; set; }

    public required Wording Title { get; init; }

    public required Wording Description { get; init; }

    public Severity RuleLevel { get; set; }

    public Severity Severity { get; set; }

    public required Wording SeverityReason { get; set; }

    public AlertStatus Status { get; set; } = AlertStatus.New;

    /// <summary>1 until it is closed, then 0: kept by the database itself for the indexes of the queue. SQLite finds a bare truth value by no index.</summary>
    public int OpenMark { get; private set; } = 1;

    public Verdict? Verdict { get; set; }

    public string? SystemCode { get; init; }

    public string? SystemName { get; init; }

    public int SystemLevel { get; init; }

    public string? OwnerCode { get; init; }

    public string? OwnerName { get; init; }

    public required string Realm { get; init; }

    public required string SourceId { get; init; }

    /// <summary>Rule id and first entity: what hits of one alert have in common.</summary>
    public required string GroupKey { get; init; }

    public long Count { get; set; }

    public int EventsKept { get; set; }

    public long FirstSeen { get; set; }

    public long LastSeen { get; set; }

    /// <summary>The last hit's window after (and before) which a hit no longer belongs here.</summary>
    public long Window { get; set; }

    public long RaisedAt { get; init; }

    public long ChangedAt { get; set; }

    public long ChangeMark { get; set; }

    public long? ClosedAt { get; set; }

    public int LastPartition { get; set; }

    public long LastOffset { get; set; }

    public string? AssigneeId { get; set; }

    public string? AssigneeName { get; set; }

    public long? IncidentId { get; set; }

    /// <summary>Its incident is open to named people only.</summary>
    public bool Restricted { get; set; }

    public Wording JoinReason { get; set; } = Wording.Empty;

    public List<string> AttackTags { get; init; } = [];

    public List<string> FalsePositives { get; init; } = [];

    public string? RuleAuthor { get; init; }

    public string? RuleLicense { get; init; }

    public List<EvidenceView> Evidence { get; init; } = [];

    public required string Sample { get; init; }

    public required string SearchText { get; init; }

    public List<AlertEntity> Entities { get; init; } = [];

    public string Subject => SubjectOf(Id);

    public static string SubjectOf(long id) => FormattableString.Invariant($"alert:{id}");
}

internal sealed class AlertEntity
{
    public long AlertId { get; init; }

    /// <summary>0 is the entity that the alert is keyed by.</summary>
    public int Ordinal { get; init; }

    /// <summary><see cref="Entity.Key"/>.</summary>
    public required string Key { get; init; }

    public EntityKind Kind { get; init; }

    public required string Realm { get; init; }

    public required string Value { get; init; }

    public Entity Entity => new(Kind, Value, Realm);
}

/// <summary>An event behind an alert. Capped per alert; the alert's count is not.</summary>
internal sealed class AlertEvent
{
    public long AlertId { get; init; }

    public int Partition { get; init; }

    public long Offset { get; init; }
}

/// <summary>How far the corridor has been through, per partition.</summary>
internal sealed class CommittedOffset
{
    public int Partition { get; init; }

    public long Offset { get; set; }
}

internal sealed class AlertMapping :
    IEntityTypeConfiguration<AlertRecord>, IEntityTypeConfiguration<AlertEntity>, IEntityTypeConfiguration<AlertEvent>,
    IEntityTypeConfiguration<CommittedOffset>
{
    public void Configure(EntityTypeBuilder<AlertRecord> builder)
    {
        builder.ToTable("Alerts");
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.ComplexProperty(a => a.Title);
        builder.ComplexProperty(a => a.Description);
        builder.ComplexProperty(a => a.SeverityReason);
        builder.ComplexProperty(a => a.JoinReason);
        builder.Property(a => a.Evidence).HasConversion(JsonColumn.Converter<List<EvidenceView>>(), JsonColumn.Comparer<List<EvidenceView>>());
        builder.Ignore(a => a.Subject);
        builder.HasMany(a => a.Entities).WithOne().HasForeignKey(e => e.AlertId);
        builder.HasIndex(a => new { a.GroupKey, a.LastSeen });
        builder.Property(a => a.OpenMark).HasComputedColumnSql(
            FormattableString.Invariant($"CASE WHEN \"Status\" = {(int)AlertStatus.Closed} THEN 0 ELSE 1 END"), stored: true);

        // The queue: what is open, in its order; and everything, in the same order.
        builder.HasIndex(a => new { a.OpenMark, a.Severity, a.RaisedAt, a.Id });
        builder.HasIndex(a => new { a.Severity, a.RaisedAt, a.Id });

        // Counts read indexes only: what the reach asks about stands in them.
        builder.HasIndex(a => new { a.Restricted, a.SystemCode, a.IncidentId });
        builder.HasIndex(a => new { a.Status, a.Severity, a.Restricted, a.SystemCode, a.IncidentId });
        builder.HasIndex(a => new { a.SystemCode, a.OpenMark, a.Origin, a.Restricted, a.IncidentId });

        // Partial: most alerts belong to no incident, and an index on that would mislead the planner.
        builder.HasIndex(a => new { a.IncidentId, a.SystemCode, a.Restricted }).HasFilter("\"IncidentId\" IS NOT NULL");
        builder.HasIndex(a => new { a.SystemCode, a.IncidentId, a.Restricted }).HasFilter("\"IncidentId\" IS NOT NULL");

        // Figures over what is open, without its rows; the mark stands in it, too, or SQLite would go to the rows for it.
        builder.HasIndex(a => new { a.OpenMark, a.Severity, a.AssigneeId, a.Origin, a.Restricted, a.SystemCode, a.IncidentId }).HasFilter("\"OpenMark\" = 1");
    }

    public void Configure(EntityTypeBuilder<AlertEntity> builder)
    {
        builder.ToTable("AlertEntities");
        builder.HasKey(e => new { e.AlertId, e.Ordinal });
        builder.Ignore(e => e.Entity);
        builder.HasIndex(e => e.Key);
    }

    public void Configure(EntityTypeBuilder<AlertEvent> builder)
    {
        builder.ToTable("AlertEvents");
        builder.HasKey(e => new { e.AlertId, e.Partition, e.Offset });
        builder.HasOne<AlertRecord>().WithMany().HasForeignKey(e => e.AlertId);
    }

    public void Configure(EntityTypeBuilder<CommittedOffset> builder)
    {
        builder.ToTable("CommittedOffsets");
        builder.HasKey(o => o.Partition);
        builder.Property(o => o.Partition).ValueGeneratedNever();
    }
}
