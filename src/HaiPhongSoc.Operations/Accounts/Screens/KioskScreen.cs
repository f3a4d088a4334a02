using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Accounts.Screens;

/// <summary>Bảng trực: a wall screen. Its link opens once; what the screen then carries is bound to <see cref="Stamp"/>. Times are UTC microseconds.</summary>
internal sealed class KioskScreen : IEntityTypeConfiguration<KioskScreen>
{
    /// <summary>Stands in the link.</summary>
    public string Id { get; init; } = "";

    public long Version { get; set; } = 1;

    /// <summary>Where it hangs.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the link's secret; empty once it was opened.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>What the screen's cookie must say; null until the link was opened.</summary>
    public string? Stamp { get; set; }

    public long IssuedAt { get; init; }

    public string IssuedBy { get; init; } = "";

    /// <summary>The link opens nothing from here on.</summary>
    public long OpenUntil { get; init; }

    public long ExpiresAt { get; init; }

    public long? OpenedAt { get; set; }

    public string? OpenedFrom { get; set; }

    public long? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }

    public string Subject => $"kiosk:{Id}";

    public void Configure(EntityTypeBuilder<KioskScreen> builder)
    {
        builder.ToTable("KioskScreens");
        builder.IsAuditedAs("kiosk", nameof(Id));
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Hash).IsSecret();
        builder.Property(s => s.Stamp).IsSecret();
        builder.Ignore(s => s.Subject);
    }
}
