using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>
/// A cause and what became of it: one row for ever, opened, closed when the cause is gone, and opened again when it comes back. Only the sweep writes it.
/// </summary>
internal sealed class FindingRecord : IEntityTypeConfiguration<FindingRecord>
{
    public long Id { get; init; }

    public FindingKind Kind { get; init; }

    /// <summary>Unique (<see cref="Cause.Key"/>).</summary>
    public string CauseKey { get; init; } = "";

    public string Realm { get; init; } = "";

    /// <summary>What it is about within kind and realm: a system's code, a host, an address, a source's id.</summary>
    public string Subject { get; init; } = "";

    public string? SystemCode { get; set; }

    /// <summary>The effective level of that system; 0 = none.</summary>
    public int SystemLevel { get; set; }

    /// <summary>Who has to put it right; null = the centre.</summary>
    public string? OrganisationCode { get; set; }

    public Severity Severity { get; set; }

    public Wording Detail { get; set; } = Wording.Empty;

    public string? HostName { get; set; }

    public string? Address { get; set; }

    public string? SourceId { get; set; }

    public long FirstSeen { get; set; }

    public long LastSeen { get; set; }

    /// <summary>Events; 0 where the cause is that none came.</summary>
    public long Count { get; set; }

    /// <summary>Ids of the first few events, oldest first.</summary>
    public List<string> FirstEvents { get; set; } = [];

    /// <summary>Ids of the last few.</summary>
    public List<string> LastEvents { get; set; } = [];

    public long OpenedAt { get; set; }

    public long? ClosedAt { get; set; }

    public Wording ClosedBecause { get; set; } = Wording.Empty;

    public int Reopened { get; set; }

    /// <summary>The latest alert about the same.</summary>
    public long? AlertId { get; set; }

    public bool IsOpen => ClosedAt is null;

    public void Configure(EntityTypeBuilder<FindingRecord> builder)
    {
        builder.ToTable("Findings");
        builder.IsAuditNoise();
        builder.ComplexProperty(f => f.Detail);
        builder.ComplexProperty(f => f.ClosedBecause);
        builder.Property(f => f.FirstEvents).HasConversion(JsonColumn.Converter<List<string>>(), JsonColumn.Comparer<List<string>>());
        builder.Property(f => f.LastEvents).HasConversion(JsonColumn.Converter<List<string>>(), JsonColumn.Comparer<List<string>>());
        builder.Ignore(f => f.IsOpen);
        builder.HasIndex(f => f.CauseKey).IsUnique();
        builder.HasIndex(f => new { f.ClosedAt, f.Severity, f.LastSeen });
        builder.HasIndex(f => new { f.SystemCode, f.ClosedAt });
        builder.HasIndex(f => new { f.OrganisationCode, f.ClosedAt });
    }
}
