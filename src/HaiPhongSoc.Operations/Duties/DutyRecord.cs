using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>A due row: the truth about what is owed by when. The scheduler only wakes at it.</summary>
internal sealed class DutyRecord : IMarked, IEntityTypeConfiguration<DutyRecord>
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    /// <summary>Unique: profile row, debtor and period. Creating again what exists changes nothing.</summary>
    public string Key { get; init; } = "";

    /// <summary>The part of the profile that it stands in.</summary>
    public string Part { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? SystemCode { get; init; }

    /// <summary>Who has to do it; null = the city.</summary>
    public string? OrganisationCode { get; set; }

    /// <summary>The name of who has to do it.</summary>
    public string OwedBy { get; set; } = "";

    public string SubjectName { get; set; } = "";

    public int Year { get; init; }

    public Wording Title { get; set; } = Wording.Empty;

    public string Basis { get; set; } = "";

    public string Confidence { get; set; } = "";

    /// <summary>End of the last day (exclusive), UTC microseconds.</summary>
    public long DueAt { get; set; }

    /// <summary>How long before <see cref="DueAt"/> it counts as due soon, microseconds.</summary>
    public long SoonLead { get; set; }

    public DutyState State { get; set; }

    public long? ParentId { get; set; }

    /// <summary>When the clock has to look at it next, UTC microseconds; null = never again.</summary>
    public long? NextAt { get; set; }

    /// <summary>How many of its reminders and tellings upwards are done (<see cref="DutySteps"/>).</summary>
    public int StepsTold { get; set; }

    public long? RemindedAt { get; set; }

    public long? EscalatedAt { get; set; }

    /// <summary>Whom it was told last; empty = nobody.</summary>
    public Wording EscalatedTo { get; set; } = Wording.Empty;

    public long? WaivedAt { get; set; }

    public string? WaivedBy { get; set; }

    public string? WaiveReason { get; set; }

    public long? DoneAt { get; set; }

    public string? DoneBy { get; set; }

    public string? EvidenceNote { get; set; }

    public long ChangedAt { get; set; }

    public long ChangeMark { get; set; }

    /// <summary>Still owed; a query says it by the same comparison.</summary>
    public bool IsOpen => State <= DutyState.Overdue;

    public string Subject => FormattableString.Invariant($"duty:{Id}");

    public void Configure(EntityTypeBuilder<DutyRecord> builder)
    {
        builder.ToTable("Duties");
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.ComplexProperty(d => d.Title);
        builder.ComplexProperty(d => d.EscalatedTo);
        builder.Ignore(d => d.Subject).Ignore(d => d.IsOpen);
        builder.Property(d => d.NextAt).IsNoise();
        builder.Property(d => d.StepsTold).IsNoise();
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.State, d.DueAt });
        builder.HasIndex(d => d.SystemCode);
        builder.HasIndex(d => d.OrganisationCode);
        builder.HasIndex(d => d.NextAt);
        builder.HasOne<DutyRecord>().WithMany().HasForeignKey(d => d.ParentId);
    }
}
