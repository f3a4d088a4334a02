using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// An incident. <see cref="Version"/> counts what people change of it; alerts that join, their severity and their tasks come without it.
/// </summary>
internal sealed class IncidentRecord : IMarked
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public long Version { get; set; } = 1;

    public required Wording Title { get; set; }

    public required Wording OpenedBecause { get; init; }

    public Severity Severity { get; set; }

    public IncidentState State { get; set; } = IncidentState.Open;

    /// <summary>1 until it is closed, then 0: kept by the database itself, so that one index gives the order of the list.</summary>
    public int OpenMark { get; private set; } = 1;

    public Verdict? Verdict { get; set; }

    public string? AssigneeId { get; set; }

    public string? AssigneeName { get; set; }

    /// <summary>T0, phát hiện: when the first of its alerts was raised.</summary>
    public long DetectedAt { get; set; }

    public long OpenedAt { get; init; }

    public long ChangedAt { get; set; }

    public long ChangeMark { get; set; }

    public long? ClosedAt { get; set; }

    /// <summary>The highest level among its systems: decides due times of tasks.</summary>
    public int Level { get; set; }

    /// <summary>Null until a person classified it.</summary>
    public bool? Serious { get; set; }

    public required string SearchText { get; set; }

    public List<IncidentEntity> Entities { get; init; } = [];

    public List<IncidentTask> Tasks { get; init; } = [];

    public List<IncidentClock> Clocks { get; init; } = [];

    public List<TimelineEntry> Timeline { get; init; } = [];

    public List<IncidentPlaybook> Playbooks { get; init; } = [];

    /// <summary>Open to <see cref="People"/> only.</summary>
    public bool Restricted { get; set; }

    public List<IncidentPerson> People { get; init; } = [];

    public bool MayRead(string accountId) => !Restricted || People.Exists(p => p.AccountId == accountId);
}

/// <summary>An entity by which alerts join the incident, with the event times between which it was seen.</summary>
internal sealed class IncidentEntity
{
    public long IncidentId { get; init; }

    public required string Key { get; init; }

    public EntityKind Kind { get; init; }

    public required string Realm { get; init; }

    public required string Value { get; init; }

    public long FirstSeen { get; set; }

    public long LastSeen { get; set; }
}

internal sealed class IncidentTask
{
    public long Id { get; init; }

    public long IncidentId { get; init; }

    public long Version { get; set; } = 1;

    public required string PlaybookId { get; init; }

    /// <summary>The task's id within the playbook: a playbook gives an incident its tasks once.</summary>
    public required string TaskId { get; init; }

    public int Ordinal { get; init; }

    public TaskPhase Phase { get; init; }

    public required Wording Title { get; init; }

    public required Wording Guide { get; init; }

    public required string Role { get; init; }

    public bool Mandatory { get; init; }

    public bool NeedsApproval { get; init; }

    public long DueAt { get; init; }

    public long? DoneAt { get; set; }

    public string? DoneBy { get; set; }

    public string? Result { get; set; }
}

internal sealed class IncidentClock
{
    public long Id { get; init; }

    public long IncidentId { get; init; }

    public required string ClockId { get; init; }

    public required Wording Title { get; init; }

    public required Wording AppliesWhen { get; init; }

    public required string Condition { get; init; }

    public required Wording Recipients { get; init; }

    public required string Basis { get; init; }

    public required string Confidence { get; init; }

    public bool Running { get; set; }

    public long DueAt { get; set; }

    public bool OverdueTold { get; set; }

    public long? DoneAt { get; set; }

    public string? DoneBy { get; set; }

    public string? Evidence { get; set; }
}

internal sealed class TimelineEntry
{
    public long Id { get; init; }

    public long IncidentId { get; init; }

    public long At { get; init; }

    public TimelineKind Kind { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required Wording What { get; init; }

    public long? AlertId { get; init; }
}

internal sealed class IncidentPlaybook
{
    public long IncidentId { get; init; }

    public required string PlaybookId { get; init; }

    public required string PlaybookVersion { get; init; }

    public required Wording Title { get; init; }

    public required Wording Summary { get; init; }

    public required Wording Reason { get; init; }
}

/// <summary>Two incidents that one alert's entities have in common; the lower id first.</summary>
internal sealed class IncidentLink
{
    public long FromId { get; init; }

    public long ToId { get; init; }
}

/// <summary>The last number given in a series, for example <c>SC-2026</c>.</summary>
internal sealed class NumberSeries
{
    public required string Name { get; init; }

    public long Last { get; set; }
}

internal sealed class IncidentMapping :
    IEntityTypeConfiguration<IncidentRecord>, IEntityTypeConfiguration<IncidentEntity>, IEntityTypeConfiguration<IncidentTask>,
    IEntityTypeConfiguration<IncidentClock>, IEntityTypeConfiguration<TimelineEntry>, IEntityTypeConfiguration<IncidentPlaybook>,
    IEntityTypeConfiguration<IncidentLink>, IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<IncidentRecord> builder)
    {
        builder.ToTable("Incidents");
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.ComplexProperty(i => i.Title);
        builder.ComplexProperty(i => i.OpenedBecause);
        builder.HasIndex(i => i.Number).IsUnique();
        builder.Property(i => i.OpenMark).HasComputedColumnSql(
            FormattableString.Invariant($"CASE WHEN \"State\" = {(int)IncidentState.Closed} THEN 0 ELSE 1 END"), stored: true);

        // The list in its order; what is counted and what the reach asks about stands in it too.
        builder.HasIndex(i => new { i.OpenMark, i.Severity, i.OpenedAt, i.Id, i.State, i.Restricted });
        builder.HasIndex(i => i.OpenedAt);
        builder.HasMany(i => i.Entities).WithOne().HasForeignKey(e => e.IncidentId);
        builder.HasMany(i => i.Tasks).WithOne().HasForeignKey(t => t.IncidentId);
        builder.HasMany(i => i.Clocks).WithOne().HasForeignKey(c => c.IncidentId);
        builder.HasMany(i => i.Timeline).WithOne().HasForeignKey(t => t.IncidentId);
        builder.HasMany(i => i.Playbooks).WithOne().HasForeignKey(p => p.IncidentId);
        builder.HasMany(i => i.People).WithOne().HasForeignKey(p => p.IncidentId);
        builder.HasMany<AlertRecord>().WithOne().HasForeignKey(a => a.IncidentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<IncidentEntity> builder)
    {
        builder.ToTable("IncidentEntities");
        builder.HasKey(e => new { e.IncidentId, e.Key });
        builder.HasIndex(e => e.Key);
    }

    public void Configure(EntityTypeBuilder<IncidentTask> builder)
    {
        builder.ToTable("IncidentTasks");
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.ComplexProperty(t => t.Title);
        builder.ComplexProperty(t => t.Guide);
        builder.HasIndex(t => new { t.IncidentId, t.PlaybookId, t.TaskId }).IsUnique();
        builder.HasIndex(t => t.DueAt).HasFilter("\"DoneAt\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<IncidentClock> builder)
    {
        builder.ToTable("IncidentClocks");
        builder.ComplexProperty(c => c.Title);
        builder.ComplexProperty(c => c.AppliesWhen);
        builder.ComplexProperty(c => c.Recipients);
        builder.HasIndex(c => new { c.IncidentId, c.ClockId }).IsUnique();

        // Partial: SQLite finds a bare truth value by no index, and few clocks of a year still run.
        builder.HasIndex(c => c.DueAt).HasFilter("\"Running\" AND \"DoneAt\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("Timeline");
        builder.ComplexProperty(t => t.What);
        builder.HasIndex(t => new { t.IncidentId, t.At });
    }

    public void Configure(EntityTypeBuilder<IncidentPlaybook> builder)
    {
        builder.ToTable("IncidentPlaybooks");
        builder.HasKey(p => new { p.IncidentId, p.PlaybookId });
        builder.ComplexProperty(p => p.Title);
        builder.ComplexProperty(p => p.Summary);
        builder.ComplexProperty(p => p.Reason);
    }

    public void Configure(EntityTypeBuilder<IncidentLink> builder)
    {
        builder.ToTable("IncidentLinks");
        builder.HasKey(l => new { l.FromId, l.ToId });
        builder.HasIndex(l => l.ToId);
    }

    public void Configure(EntityTypeBuilder<NumberSeries> builder)
    {
        builder.ToTable("NumberSeries");
        builder.HasKey(n => n.Name);
    }
}
