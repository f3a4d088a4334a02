using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>How much a source said of a system on a day of the city.</summary>
internal sealed class HeardDay
{
    public string SourceId { get; init; } = "";

    /// <summary>Empty = of what no system owns.</summary>
    public string SystemCode { get; init; } = "";

    public DateOnly Day { get; init; }

    public long Count { get; set; }

    /// <summary>Time of the last receipt, UTC microseconds.</summary>
    public long LastHeard { get; set; }
}

/// <summary>How far a partition of the spool is counted in <see cref="HeardDay"/> and findings: what is replayed counts once.</summary>
internal sealed class HeardOffset
{
    public int Partition { get; init; }

    public long Offset { get; set; }
}

/// <summary>Somebody who is expected to speak, and since when: before that, silence says nothing.</summary>
internal sealed class ExpectedSpeaker
{
    /// <summary>The sweep's own row: since when it listens without a gap.</summary>
    public const string Listener = "soc";

    /// <summary><c>system:dvc</c>, <c>source:dvc-web</c> or <see cref="Listener"/>.</summary>
    public string Key { get; init; } = "";

    public long Since { get; set; }

    /// <summary>The last turn; kept for <see cref="Listener"/> only.</summary>
    public long LastTurn { get; set; }

    public static string OfSystem(string code) => $"system:{code}";

    public static string OfSource(string id) => $"source:{id}";
}

internal sealed class HeardMapping : IEntityTypeConfiguration<HeardDay>, IEntityTypeConfiguration<HeardOffset>, IEntityTypeConfiguration<ExpectedSpeaker>
{
    public void Configure(EntityTypeBuilder<HeardDay> builder)
    {
        builder.ToTable("HeardDays");
        builder.IsAuditNoise();
        builder.HasKey(h => new { h.SourceId, h.SystemCode, h.Day });
        builder.HasIndex(h => new { h.SystemCode, h.Day });
    }

    public void Configure(EntityTypeBuilder<HeardOffset> builder)
    {
        builder.ToTable("HeardOffsets");
        builder.IsAuditNoise();
        builder.HasKey(h => h.Partition);
        builder.Property(h => h.Partition).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ExpectedSpeaker> builder)
    {
        builder.ToTable("ExpectedSpeakers");
        builder.IsAuditNoise();
        builder.HasKey(e => e.Key);
    }
}
