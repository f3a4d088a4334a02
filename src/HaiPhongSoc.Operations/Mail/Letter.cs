using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>
/// A letter that is to be sent or was: written in the transaction of what it tells, sent after it (an outbox). A kill between sending and noting it down
/// sends it again, with the same Message-Id. Times are UTC microseconds.
/// </summary>
internal sealed class Letter : IEntityTypeConfiguration<Letter>
{
    public long Id { get; init; }

    /// <summary>One address.</summary>
    public string To { get; init; } = "";

    public string ToName { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Body { get; init; } = "";

    public long WrittenAt { get; init; }

    public int Attempts { get; set; }

    /// <summary>When it is tried (again); null = never again.</summary>
    public long? NextTryAt { get; set; }

    public long? SentAt { get; set; }

    /// <summary>What the last attempt ended with; empty = nothing went wrong.</summary>
    public string LastError { get; set; } = "";

    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters");
        // What it tells stands on the chain already.
        builder.IsAuditNoise();
        builder.HasIndex(l => l.NextTryAt);
        builder.HasIndex(l => l.WrittenAt);
    }
}
