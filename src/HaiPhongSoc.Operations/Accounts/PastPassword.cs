using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>A password that an account had, as its hash: some roles may not return to it.</summary>
internal sealed class PastPassword : IEntityTypeConfiguration<PastPassword>
{
    public long Id { get; init; }

    public string AccountId { get; init; } = "";

    public string Hash { get; init; } = "";

    /// <summary>Until when it was the password, UTC microseconds.</summary>
    public long EndedAt { get; init; }

    public void Configure(EntityTypeBuilder<PastPassword> builder)
    {
        builder.ToTable("PastPasswords");
        builder.IsAuditNoise();
        builder.Property(p => p.Hash).IsSecret();
        builder.Property(p => p.AccountId).HasMaxLength(128);
        builder.HasIndex(p => new { p.AccountId, p.EndedAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
