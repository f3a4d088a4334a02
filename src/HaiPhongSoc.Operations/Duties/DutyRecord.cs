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

    /// <summary>Unique: profile row, subject and year. Creating again what exists changes nothing.</summary>
    public string Key { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? SystemCode { get; init; }

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

    public long? DoneAt { get; set; }

    public string? DoneBy { get; set; }

    public string? EvidenceNote { get; set; }

    public long ChangedAt { get; set; }

    public long ChangeMark { get; set; }

    public string Subject => FormattableString.Invariant($"duty:{Id}");

    public void Configure(EntityTypeBuilder<DutyRecord> builder)
    {
        builder.ToTable("Duties");
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.ComplexProperty(d => d.Title);
        builder.Ignore(d => d.Subject);
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.State, d.DueAt });
        builder.HasIndex(d => d.SystemCode);
        builder.HasOne<DutyRecord>().WithMany().HasForeignKey(d => d.ParentId);
    }
}
