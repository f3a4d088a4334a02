using System.Linq.Expressions;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What the audit chain is to know of the model: which values are secret (only "changed" is written), which say nothing to a reader (left out), and how
/// a record is called. Unmarked records are called after their type and key.
/// </summary>
internal static class AuditModel
{
    public const string SecretMark = "Soc:AuditSecret";
    public const string NoiseMark = "Soc:AuditNoise";
    public const string NameMark = "Soc:AuditName";

    /// <summary>Never written to the chain: only that it changed.</summary>
    public static PropertyBuilder<T> IsSecret<T>(this PropertyBuilder<T> property)
    {
        property.HasAnnotation(SecretMark, value: true);
        return property;
    }

    /// <summary>Bookkeeping that says nothing to an auditor.</summary>
    public static PropertyBuilder<T> IsNoise<T>(this PropertyBuilder<T> property)
    {
        property.HasAnnotation(NoiseMark, value: true);
        return property;
    }

    /// <summary>How the record is called on the chain: <c>kind:value of the property</c>.</summary>
    public static EntityTypeBuilder<T> IsAuditedAs<T>(this EntityTypeBuilder<T> entity, string kind, string property)
        where T : class
    {
        entity.HasAnnotation(NameMark, $"{kind}:{property}");
        return entity;
    }

    /// <summary>The whole record says nothing to an auditor, or says again what another one says.</summary>
    public static EntityTypeBuilder<T> IsAuditNoise<T>(this EntityTypeBuilder<T> entity)
        where T : class
    {
        entity.HasAnnotation(NoiseMark, value: true);
        return entity;
    }

    public static void Mark(ModelBuilder builder)
    {
        MarkIdentity(builder);
        builder.Entity<AlertRecord>(alert =>
        {
            alert.IsAuditedAs("alert", nameof(AlertRecord.Id));
            Noise(alert, a => a.SearchText, a => a.Sample, a => a.GroupKey);
        });
        builder.Entity<IncidentRecord>(incident =>
        {
            incident.IsAuditedAs("incident", nameof(IncidentRecord.Number));
            Noise(incident, i => i.SearchText);
        });
        builder.Entity<SystemRecord>(system =>
        {
            system.IsAuditedAs("system", nameof(SystemRecord.Code));
            Noise(system, s => s.SearchText);
        });
        builder.Entity<SectionRecord>().IsAuditedAs("system", nameof(SectionRecord.SystemCode));
        builder.Entity<AssetEntry>().IsAuditedAs("asset", nameof(AssetEntry.Id));
        builder.Entity<AlertEvent>().IsAuditNoise();
        builder.Entity<CommittedOffset>().IsAuditNoise();
        builder.Entity<NumberSeries>().IsAuditNoise();
        builder.Entity<RegisterState>().IsAuditNoise();
        builder.Entity<DataProtectionKey>().IsAuditNoise();
        builder.Entity<DoneOnce>().IsAuditNoise();
        builder.Entity<AuditEntry>().IsAuditNoise();
        builder.Entity<AuditHead>().IsAuditNoise();
        builder.Entity<AuditCheck>().IsAuditNoise();
        builder.Entity<RuleInUse>().IsAuditNoise();

        // What they say stands as the entry's details.
        builder.Entity<HistoryRecord>().IsAuditNoise();
        builder.Entity<TimelineEntry>().IsAuditNoise();
    }

    private static void MarkIdentity(ModelBuilder builder)
    {
        builder.Entity<Account>(account =>
        {
            account.IsAuditedAs("account", nameof(Account.Id));
            account.Property(a => a.PasswordHash).IsSecret();
            account.Property(a => a.SecurityStamp).IsSecret();
            account.Property(a => a.TotpSecret).IsSecret();
            account.Property(a => a.NextTotpSecret).IsSecret();
            account.Property(a => a.LastTotpStep).IsNoise();
            account.Property(a => a.ConcurrencyStamp).IsSecret().IsNoise();
            Noise(account, a => a.NormalizedUserName, a => a.NormalizedEmail);
        });
        builder.Entity<IdentityRole>(role =>
        {
            role.Property(r => r.ConcurrencyStamp).IsSecret().IsNoise();
            Noise(role, r => r.NormalizedName);
        });
        builder.Entity<IdentityUserRole<string>>().IsAuditedAs("account", nameof(IdentityUserRole<>.UserId));
        builder.Entity<IdentityUserClaim<string>>().IsAuditedAs("account", nameof(IdentityUserClaim<>.UserId));

        // The authenticator's key and the recovery codes are kept here.
        builder.Entity<IdentityUserToken<string>>(token =>
        {
            token.IsAuditedAs("account", nameof(IdentityUserToken<>.UserId));
            token.Property(t => t.Value).IsSecret();
        });
        builder.Entity<IdentityUserLogin<string>>(login =>
        {
            login.IsAuditedAs("account", nameof(IdentityUserLogin<>.UserId));
            login.Property(l => l.ProviderKey).IsSecret();
        });
        builder.Entity<IdentityUserPasskey<string>>().IsAuditedAs("account", nameof(IdentityUserPasskey<>.UserId));
    }

    private static void Noise<T>(EntityTypeBuilder<T> entity, params ReadOnlySpan<Expression<Func<T, string?>>> properties)
        where T : class
    {
        foreach (var property in properties)
            entity.Property(property).IsNoise();
    }

    public static bool Says(this IReadOnlyAnnotatable annotated, string mark) => annotated.FindAnnotation(mark)?.Value is true;
}
