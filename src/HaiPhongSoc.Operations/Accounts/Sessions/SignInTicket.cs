using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

/// <summary>Something between two steps of a sign-in that may be used once: a password that was right, the challenge of a passkey.</summary>
internal sealed class SignInTicket : IEntityTypeConfiguration<SignInTicket>
{
    /// <summary>Random, 128 bits.</summary>
    public string Id { get; init; } = "";

    /// <summary>For what, and for nothing else.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Empty where it is not known yet who signs in.</summary>
    public string AccountId { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>UTC microseconds.</summary>
    public long EndsAt { get; init; }

    public void Configure(EntityTypeBuilder<SignInTicket> builder)
    {
        builder.ToTable("SignInTickets");
        builder.IsAuditNoise();
        builder.Property(t => t.Id).HasMaxLength(32);
        builder.Property(t => t.Purpose).HasMaxLength(32);
        builder.Property(t => t.AccountId).HasMaxLength(128);
        builder.HasIndex(t => t.EndsAt);
    }
}
