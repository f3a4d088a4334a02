using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>
/// A document that shows that an organisation made one of its arrangements (<see cref="ArrangementRule"/>). A review or a new decision is another record:
/// the latest that was not withdrawn counts.
/// </summary>
internal sealed class ArrangementRecord : IEntityTypeConfiguration<ArrangementRecord>
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    public string OrganisationCode { get; init; } = "";

    /// <summary>Id of the profile's row.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Number of the decision, plan or minutes.</summary>
    public string Number { get; set; } = "";

    public DateOnly Date { get; set; }

    public DateOnly? NextReview { get; set; }

    /// <summary>What it is and where it lies.</summary>
    public string Note { get; set; } = "";

    /// <summary>To whom it was told (<see cref="Addressees"/>); empty where nothing is told.</summary>
    public string Audience { get; set; } = "";

    /// <summary>UTC microseconds.</summary>
    public long EnteredAt { get; init; }

    public string EnteredBy { get; init; } = "";

    public long? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public string? WithdrawReason { get; set; }

    public List<ArrangementReceipt> Receipts { get; init; } = [];

    public void Configure(EntityTypeBuilder<ArrangementRecord> builder)
    {
        builder.ToTable("Arrangements");
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.OrganisationCode, a.Kind });
        builder.HasOne<OrganisationRecord>().WithMany().HasForeignKey(a => a.OrganisationCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Receipts).WithOne().HasForeignKey(r => r.ArrangementId);
    }
}

/// <summary>Somebody, or a unit, that read what was told.</summary>
internal sealed class ArrangementReceipt : IEntityTypeConfiguration<ArrangementReceipt>
{
    public long Id { get; init; }

    public long ArrangementId { get; init; }

    public string Who { get; init; } = "";

    public DateOnly ReadOn { get; set; }

    /// <summary>Confirmed to have understood; null = read only.</summary>
    public DateOnly? AcknowledgedOn { get; set; }

    public void Configure(EntityTypeBuilder<ArrangementReceipt> builder)
    {
        builder.ToTable("ArrangementReceipts");
        builder.HasIndex(r => new { r.ArrangementId, r.Who }).IsUnique();
    }
}
