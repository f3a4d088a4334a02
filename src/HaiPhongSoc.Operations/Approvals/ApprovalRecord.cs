using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>How a request stands. The numbers are stored: never renumber.</summary>
public enum ApprovalState
{
    /// <summary>Chờ duyệt.</summary>
    Pending = 1,

    /// <summary>Đã duyệt, chờ người đề nghị thực hiện: its answer is shown once, to whoever asked.</summary>
    Approved = 2,

    /// <summary>Đã thực hiện.</summary>
    Done = 3,

    /// <summary>Từ chối.</summary>
    Refused = 4,

    /// <summary>Đã rút.</summary>
    Withdrawn = 5,

    /// <summary>Hết hạn: never stored, told by the clock.</summary>
    Expired = 6,
}

/// <summary>A command that waits for a second person, or that one did alone. Times are UTC microseconds.</summary>
internal sealed class ApprovalRecord : IEntityTypeConfiguration<ApprovalRecord>
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    /// <summary>The command's type, <see cref="Approvables"/>.</summary>
    public string Command { get; init; } = "";

    /// <summary>Its values as JSON, without who asks; no command that needs approval holds a secret.</summary>
    public string Values { get; init; } = "";

    public Wording What { get; init; } = Wording.Empty;

    public string Reason { get; init; } = "";

    public string Subject { get; init; } = "";

    public long SubjectVersion { get; init; }

    public List<string> Beneficiaries { get; init; } = [];

    public string RequesterId { get; init; } = "";

    public string RequesterName { get; init; } = "";

    public long AskedAt { get; init; }

    public long ExpiresAt { get; set; }

    public ApprovalState State { get; set; } = ApprovalState.Pending;

    public string? DecidedById { get; set; }

    public string? DecidedBy { get; set; }

    public long? DecidedAt { get; set; }

    public string? DecisionReason { get; set; }

    public long? DoneAt { get; set; }

    /// <summary>Nobody could be reached: one person did it.</summary>
    public bool Alone { get; init; }

    public string SelfSubject => FormattableString.Invariant($"approval:{Id}");

    public ApprovalState StateAt(long now) =>
        State is ApprovalState.Pending or ApprovalState.Approved && now >= ExpiresAt ? ApprovalState.Expired : State;

    /// <summary>Whoever asked or gains by it decides nothing about it.</summary>
    public bool MayBeDecidedBy(string accountId) => accountId != RequesterId && !Beneficiaries.Contains(accountId, StringComparer.Ordinal);

    public void Configure(EntityTypeBuilder<ApprovalRecord> builder)
    {
        builder.ToTable("Approvals");
        builder.IsAuditedAs("approval", nameof(Id));
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.ComplexProperty(a => a.What);
        builder.Property(a => a.Beneficiaries).HasConversion(JsonColumn.Converter<List<string>>(), JsonColumn.Comparer<List<string>>());
        builder.Ignore(a => a.SelfSubject);
        builder.HasIndex(a => new { a.State, a.ExpiresAt });
        builder.HasIndex(a => a.AskedAt);
    }
}

/// <summary>Chờ xem lại: what one person did alone is looked at by another. The row is owed until it is done.</summary>
internal sealed class ReviewRecord : IEntityTypeConfiguration<ReviewRecord>
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    public ApprovalRecord? Approval { get; init; }

    public long ApprovalId { get; init; }

    public long DueAt { get; init; }

    public long? DoneAt { get; set; }

    public string? DoneById { get; set; }

    public string? DoneBy { get; set; }

    public ReviewVerdict? Verdict { get; set; }

    public string? Note { get; set; }

    public void Configure(EntityTypeBuilder<ReviewRecord> builder)
    {
        builder.ToTable("Reviews");
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasOne(r => r.Approval).WithMany().HasForeignKey(r => r.ApprovalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.DoneAt);
    }
}

/// <summary>What the review found. The numbers are stored: never renumber.</summary>
public enum ReviewVerdict
{
    /// <summary>Cần thiết và đúng.</summary>
    Justified = 1,

    /// <summary>Không cần thiết, hoặc sai.</summary>
    NotJustified = 2,
}

/// <summary>Somebody who may approve can be reached from … to ….</summary>
internal sealed class OnCallShift : IEntityTypeConfiguration<OnCallShift>
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    public string AccountId { get; init; } = "";

    /// <summary>Inclusive.</summary>
    public long From { get; init; }

    /// <summary>Exclusive.</summary>
    public long To { get; init; }

    public void Configure(EntityTypeBuilder<OnCallShift> builder)
    {
        builder.ToTable("OnCallShifts");
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => s.To);
        builder.HasOne<Accounts.Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
