using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using HaiPhongSoc.Operations.Audit;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What kind of body an organisation is. The numbers are stored: never renumber.</summary>
public enum OrganisationKind
{
    /// <summary>Not said yet.</summary>
    Other = 0,

    /// <summary>Ủy ban nhân dân thành phố.</summary>
    City = 1,

    /// <summary>Sở, ban, ngành.</summary>
    Department = 2,

    /// <summary>Đơn vị trực thuộc a department or the city.</summary>
    Unit = 3,

    /// <summary>Xã.</summary>
    Commune = 4,

    /// <summary>Phường.</summary>
    Ward = 5,

    /// <summary>Đặc khu.</summary>
    SpecialZone = 6,
}

/// <summary>An organisation as it stands; what it was called and what became of it stays with it.</summary>
internal sealed class OrganisationRecord : IEntityTypeConfiguration<OrganisationRecord>
{
    public string Code { get; init; } = "";

    public long Version { get; set; } = 1;

    public OrganisationKind Kind { get; set; }

    public string Name { get; set; } = "";

    public string? ParentCode { get; set; }

    public string? Phone { get; set; }

    /// <summary>Its first day; null = before anything that is recorded.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Its last day; null = it goes on.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Who took over its work.</summary>
    public string? SuccessorCode { get; set; }

    /// <summary>The decision that ended it.</summary>
    public string? EndDecision { get; set; }

    /// <summary>Names of now and before, and the code, as searched.</summary>
    public string SearchText { get; set; } = "";

    public List<FormerName> FormerNames { get; init; } = [];

    public string Subject => $"organisation:{Code}";

    public bool ExistsOn(DateOnly day) => !(day < ValidFrom) && !(ValidTo < day);

    public void RefreshSearchText() => SearchText = FoldedText.Of([Name, Code, .. FormerNames.Select(n => n.Name)]);

    /// <summary>Takes another name; the one of before stays known. False where it is the same.</summary>
    public bool Rename(string name, DateOnly day, string? decision)
    {
        if (name == Name)
            return false;
        FormerNames.Add(new FormerName { OrganisationCode = Code, Name = Name, Until = day.AddDays(-1), Decision = decision });
        Name = name;
        RefreshSearchText();
        return true;
    }

    public void Configure(EntityTypeBuilder<OrganisationRecord> builder)
    {
        builder.ToTable("Organisations");
        builder.HasKey(o => o.Code);
        builder.IsAuditedAs("organisation", nameof(Code));
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Property(o => o.SearchText).IsNoise();
        builder.Ignore(o => o.Subject);
        builder.HasMany(o => o.FormerNames).WithOne().HasForeignKey(n => n.OrganisationCode);
    }
}

/// <summary>What an organisation was called.</summary>
internal sealed class FormerName : IEntityTypeConfiguration<FormerName>
{
    public long Id { get; init; }

    public string OrganisationCode { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The last day of the name.</summary>
    public DateOnly Until { get; init; }

    /// <summary>The decision that changed it.</summary>
    public string? Decision { get; init; }

    public void Configure(EntityTypeBuilder<FormerName> builder) => builder.ToTable("FormerNames");
}
