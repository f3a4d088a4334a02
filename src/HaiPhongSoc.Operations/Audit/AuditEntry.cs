using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What somebody did, as it stands on the chain. Rows are only ever added; the five columns of the chain are filled in once, by the sequencer, with
/// plain SQL. Triggers of the database refuse every other change (<see cref="AuditGuard"/>). Every column but the last three is part of the hash.
/// </summary>
internal sealed class AuditEntry : IEntityTypeConfiguration<AuditEntry>
{
    public long Id { get; init; }

    /// <summary>UTC microseconds.</summary>
    public long At { get; init; }

    public string ActorId { get; init; } = "";

    public string ActorName { get; init; } = "";

    /// <summary>person, service, kiosk or program.</summary>
    public string ActorKind { get; init; } = "";

    /// <summary>Role names, separated by commas.</summary>
    public string ActorRoles { get; init; } = "";

    public string Address { get; init; } = "";

    /// <summary><see cref="ActionNames"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary><see cref="AuditOutcomes"/>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The fault's code where it was refused.</summary>
    public string Fault { get; init; } = "";

    /// <summary>What it concerned, one a line, for example <c>alert:12</c>.</summary>
    public string Subjects { get; init; } = "";

    /// <summary>JSON: subject → property → value before; only what changed.</summary>
    public string Before { get; init; } = "";

    /// <summary>JSON: subject → property → value after.</summary>
    public string After { get; init; } = "";

    public string DetailsVi { get; init; } = "";

    public string DetailsEn { get; init; } = "";

    /// <summary>How often, where equal readings of a minute stand as one entry.</summary>
    public long Count { get; init; } = 1;

    public string TraceId { get; init; } = "";

    /// <summary>Names, subjects, details and values without case and diacritics.</summary>
    public string SearchText { get; init; } = "";

    /// <summary>Place on the chain, from 1 without gaps; null until the sequencer came by.</summary>
    public long? Sequence { get; init; }

    public string? PreviousHash { get; init; }

    /// <summary>SHA-256 as <see cref="ChainText"/> says, in lower-case hex.</summary>
    public string? Hash { get; init; }

    /// <summary>HMAC-SHA-256 of the hash with a key that is not in this database.</summary>
    public string? Seal { get; init; }

    /// <summary>Which key (<see cref="SealKeys"/>).</summary>
    public string? SealKey { get; init; }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable(Table);
        builder.HasIndex(e => e.Sequence).IsUnique();
        builder.HasIndex(e => new { e.At, e.Id });
        builder.HasIndex(e => new { e.ActorId, e.At });
        builder.HasIndex(e => new { e.Action, e.At });
    }

    public const string Table = "AuditEntries";
}

/// <summary>The end of the chain, sealed: one row, moved on in the same transaction as the rows that it counts.</summary>
internal sealed class AuditHead : IEntityTypeConfiguration<AuditHead>
{
    public const string Table = "AuditHead";

    public int Id { get; init; } = 1;

    public long Sequence { get; init; }

    public string Hash { get; init; } = "";

    /// <summary>When it was moved here, UTC microseconds.</summary>
    public long At { get; init; }

    public string Seal { get; init; } = "";

    public string SealKey { get; init; } = "";

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable(Table);
        builder.Property(h => h.Id).ValueGeneratedNever();
    }
}

/// <summary>How an audited request ended.</summary>
public static class AuditOutcomes
{
    public const string Done = "done";

    /// <summary>Not permitted, or a refusal that counts (a wrong password).</summary>
    public const string Refused = "refused";
}
