using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>A rule that was in use when the detecting node last looked.</summary>
internal sealed class RuleInUse : IEntityTypeConfiguration<RuleInUse>
{
    public string RuleId { get; init; } = "";

    /// <summary>Hash of its text.</summary>
    public string Version { get; set; } = "";

    public string Title { get; set; } = "";

    public void Configure(EntityTypeBuilder<RuleInUse> builder)
    {
        builder.ToTable("RulesInUse");
        builder.HasKey(r => r.RuleId);
    }
}
