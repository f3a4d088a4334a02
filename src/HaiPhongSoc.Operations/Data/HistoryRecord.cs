using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Data;

/// <summary>What happened to a record: never changed, never deleted.</summary>
internal sealed class HistoryRecord : IEntityTypeConfiguration<HistoryRecord>
{
    public long Id { get; init; }

    /// <summary>For example <c>alert:12</c>, <c>system:dvc</c>, <c>duty:4</c>.</summary>
    public string Subject { get; init; } = "";

    /// <summary>UTC microseconds.</summary>
    public long At { get; init; }

    public string ActorId { get; init; } = "";

    public string ActorName { get; init; } = "";

    public Wording What { get; init; } = Wording.Empty;

    public static HistoryRecord Of(string subject, long at, Actor actor, Wording what) =>
        new() { Subject = subject, At = at, ActorId = actor.AccountId, ActorName = actor.Name, What = what };

    public void Configure(EntityTypeBuilder<HistoryRecord> builder)
    {
        builder.ToTable("History");
        builder.ComplexProperty(h => h.What);
        builder.HasIndex(h => new { h.Subject, h.At });
    }
}
