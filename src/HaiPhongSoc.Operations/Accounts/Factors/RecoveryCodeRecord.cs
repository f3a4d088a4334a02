using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>One recovery code, as its hash. It opens once.</summary>
internal sealed class RecoveryCodeRecord : IEntityTypeConfiguration<RecoveryCodeRecord>
{
    public long Id { get; init; }

    public string AccountId { get; init; } = "";

    public string Hash { get; init; } = "";

    /// <summary>UTC microseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>UTC microseconds; null = not used yet.</summary>
    public long? UsedAt { get; set; }

    public void Configure(EntityTypeBuilder<RecoveryCodeRecord> builder)
    {
        builder.ToTable("RecoveryCodes");
        builder.IsAuditNoise();
        builder.HasIndex(c => new { c.AccountId, c.Hash }).IsUnique();
        builder.Property(c => c.Hash).HasMaxLength(64).IsSecret();
        builder.Property(c => c.AccountId).HasMaxLength(128);
        builder.Property(c => c.UsedAt).IsConcurrencyToken();
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
