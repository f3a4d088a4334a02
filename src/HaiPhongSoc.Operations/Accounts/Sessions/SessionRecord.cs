using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

/// <summary>One session of a person: what its cookie names, so that it can be seen, locked and ended from here. Times are UTC microseconds.</summary>
internal sealed class SessionRecord : IEntityTypeConfiguration<SessionRecord>
{
    /// <summary>Random, 128 bits. It opens nothing by itself: the cookie that names it is sealed.</summary>
    public string Id { get; init; } = "";

    public string AccountId { get; init; } = "";

    public long StartedAt { get; init; }

    /// <summary>When its person last did something.</summary>
    public long SeenAt { get; set; }

    /// <summary>The session's length is over then.</summary>
    public long EndsAt { get; init; }

    /// <summary>Null while it stands.</summary>
    public long? EndedAt { get; set; }

    /// <summary>The session of the same person that took its place; set together with <see cref="EndedAt"/>.</summary>
    public string? FollowedBy { get; set; }

    /// <summary>How long its person may do nothing, microseconds.</summary>
    public long Idle { get; init; }

    /// <summary>By what it was opened, words of RFC 8176: <c>pwd otp</c>, <c>hwk user</c>, <c>pwd kba</c>.</summary>
    public string Methods { get; init; } = "";

    public string Address { get; init; } = "";

    /// <summary>What the browser says it is; never markup.</summary>
    public string Agent { get; init; } = "";

    public void Configure(EntityTypeBuilder<SessionRecord> builder)
    {
        builder.ToTable("Sessions");
        builder.IsAuditedAs("account", nameof(AccountId));
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.FollowedBy).HasMaxLength(32);
        builder.Property(s => s.AccountId).HasMaxLength(128);
        builder.Property(s => s.Methods).HasMaxLength(64);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.Property(s => s.Agent).HasMaxLength(256);
        builder.Property(s => s.SeenAt).IsNoise();
        builder.Property(s => s.Idle).IsNoise();
        builder.HasIndex(s => new { s.AccountId, s.StartedAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
