using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>A person or unit that acts for an organisation in a role of the law: named, delegated in writing, or to be reached at any hour.</summary>
internal sealed class PersonInCharge : IEntityTypeConfiguration<PersonInCharge>
{
    public long Id { get; init; }

    public long Version { get; set; } = 1;

    public string OrganisationCode { get; init; } = "";

    /// <summary>Id of the profile's role.</summary>
    public string Role { get; set; } = "";

    /// <summary>The one system that it is about; null = all of the organisation.</summary>
    public string? SystemCode { get; set; }

    public string Name { get; set; } = "";

    public string Position { get; set; } = "";

    public string Phone { get; set; } = "";

    public string Email { get; set; } = "";

    /// <summary>To be reached at any hour; then verified again and again.</summary>
    public bool IsRoundTheClock { get; set; }

    /// <summary>When it was last tried whether they are reached so.</summary>
    public DateOnly? VerifiedOn { get; set; }

    public string? VerifiedBy { get; set; }

    /// <summary>Acts for whoever holds the role, by a document (ủy quyền).</summary>
    public bool IsDelegated { get; set; }

    /// <summary>Number of the document that names or delegates them.</summary>
    public string DocumentNumber { get; set; } = "";

    public DateOnly? DocumentDate { get; set; }

    /// <summary>What is delegated.</summary>
    public string Scope { get; set; } = "";

    public DateOnly? ValidFrom { get; set; }

    /// <summary>The last day.</summary>
    public DateOnly? ValidTo { get; set; }

    public long? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public string? WithdrawReason { get; set; }

    public bool ActsOn(DateOnly day) => WithdrawnAt is null && !(day < ValidFrom) && !(ValidTo < day);

    public void Configure(EntityTypeBuilder<PersonInCharge> builder)
    {
        builder.ToTable("PeopleInCharge");
        builder.IsAuditedAs("person-in-charge", nameof(Id));
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.OrganisationCode);
        builder.HasOne<OrganisationRecord>().WithMany().HasForeignKey(p => p.OrganisationCode).OnDelete(DeleteBehavior.Restrict);
    }
}
