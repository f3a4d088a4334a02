using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>Tài khoản dịch vụ: a program that asks through the API. Somebody answers for it; it signs in nowhere.</summary>
internal sealed class ServiceAccount : IEntityTypeConfiguration<ServiceAccount>
{
    public string Id { get; init; } = "";

    public long Version { get; set; } = 1;

    public string Name { get; set; } = "";

    /// <summary>What it is for, in the words of who answers for it.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The account of the person who answers for it.</summary>
    public string OwnerId { get; set; } = "";

    /// <summary><see cref="RoleNames"/>: what its tokens can be issued for.</summary>
    public List<string> Roles { get; set; } = [];

    public string? OrganisationCode { get; set; }

    public bool Disabled { get; set; }

    /// <summary>UTC microseconds.</summary>
    public long CreatedAt { get; init; }

    public string SearchText { get; set; } = "";

    public string Subject => SubjectOf(Id);

    public static string SubjectOf(string id) => $"service-account:{id}";

    public void KeepSearchable() => SearchText = FoldedText.Of(Name, Purpose);

    public void Configure(EntityTypeBuilder<ServiceAccount> builder)
    {
        builder.ToTable("ServiceAccounts");
        builder.IsAuditedAs("service-account", nameof(Id));
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.Roles).HasConversion(JsonColumn.Converter<List<string>>(), JsonColumn.Comparer<List<string>>());
        builder.Property(a => a.SearchText).IsNoise();
        builder.Ignore(a => a.Subject);
    }
}

/// <summary>A token of a service account; the text itself is kept nowhere.</summary>
internal sealed class ApiToken : IEntityTypeConfiguration<ApiToken>
{
    /// <summary>Stands in the token's text.</summary>
    public string Id { get; init; } = "";

    public long Version { get; set; } = 1;

    public string ServiceAccountId { get; init; } = "";

    /// <summary>Where it is used, so that somebody knows what breaks when it goes.</summary>
    public string Label { get; init; } = "";

    /// <summary>SHA-256 of the whole text.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>The account's roles when it was issued: what the account is given later is not the token's.</summary>
    public List<string> Roles { get; init; } = [];

    public List<string> Scopes { get; init; } = [];

    /// <summary>UTC microseconds, as all times here.</summary>
    public long IssuedAt { get; init; }

    public string IssuedBy { get; init; } = "";

    public long ExpiresAt { get; set; }

    /// <summary>When the day began, in the city's zone, on which it was last shown; written once a day.</summary>
    public long? LastUsedOn { get; set; }

    public long? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }

    /// <summary>The token that takes this one's place.</summary>
    public string? ReplacedById { get; set; }

    public bool Writes => Scopes.Exists(TokenScopes.Writes);

    public bool IsInForce(long now) => RevokedAt is null && now < ExpiresAt;

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiTokens");
        builder.IsAuditedAs("api-token", nameof(Id));
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Property(t => t.Hash).IsSecret();
        builder.Property(t => t.Roles).HasConversion(JsonColumn.Converter<List<string>>(), JsonColumn.Comparer<List<string>>());
        builder.Property(t => t.Scopes).HasConversion(JsonColumn.Converter<List<string>>(), JsonColumn.Comparer<List<string>>());
        builder.Property(t => t.LastUsedOn).IsNoise();
        builder.Ignore(t => t.Writes);
        builder.HasIndex(t => t.ServiceAccountId);
        builder.HasOne<ServiceAccount>().WithMany().HasForeignKey(t => t.ServiceAccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
