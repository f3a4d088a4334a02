using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Duties.Feeds;

/// <summary>
/// Đường dẫn lịch: a link that a calendar program reads a person's duties from without signing in. It shows what the person may see at that moment, so it
/// ends with the account. Times are UTC microseconds.
/// </summary>
internal sealed class CalendarFeed : IEntityTypeConfiguration<CalendarFeed>
{
    /// <summary>Stands in the link.</summary>
    public string Id { get; init; } = "";

    public long Version { get; set; } = 1;

    public string AccountId { get; init; } = "";

    /// <summary>Where it is read: "điện thoại", "Outlook ở cơ quan".</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the link's secret; empty once it was revoked.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>An organisation's code, <see cref="CalendarFeedDraft.City"/>, or null = whoever owes.</summary>
    public string? OwedBy { get; init; }

    public string? SystemCode { get; init; }

    /// <summary><c>vi</c> or <c>en</c>: a calendar program says nothing of its reader's language.</summary>
    public string Language { get; init; } = "vi";

    public long IssuedAt { get; init; }

    public long ExpiresAt { get; init; }

    /// <summary>Start of the day, in the city's time, on which it was last read.</summary>
    public long? LastUsedOn { get; set; }

    public long? RevokedAt { get; set; }

    public bool IsInForce(long now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(long now)
    {
        (RevokedAt, Hash) = (now, []);
        Version++;
    }

    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("CalendarFeeds");
        builder.IsAuditedAs("calendar-feed", nameof(Id));
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.Property(f => f.Hash).IsSecret();
        builder.Property(f => f.LastUsedOn).IsNoise();
        builder.HasIndex(f => f.AccountId);
        builder.HasOne<Accounts.Account>().WithMany().HasForeignKey(f => f.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
