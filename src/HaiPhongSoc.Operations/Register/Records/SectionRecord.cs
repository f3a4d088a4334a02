using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>One row of a section: field → what was written or chosen. A field without an entry is empty.</summary>
public sealed class RecordRow : SortedDictionary<string, IReadOnlyList<string>>
{
    public RecordRow()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>What stands in a field of one value; empty where nothing does.</summary>
    public string Text(string field) => TryGetValue(field, out var values) && values.Count > 0 ? values[0] : "";
}

/// <summary>One section of a system's record, with a version of its own: two people fill two sections at one time.</summary>
internal sealed class SectionRecord : IEntityTypeConfiguration<SectionRecord>
{
    public string SystemCode { get; init; } = "";

    /// <summary>As the profile names it; one that the profile knows no more is kept.</summary>
    public string Section { get; init; } = "";

    public long Version { get; set; }

    public List<RecordRow> Rows { get; set; } = [];

    /// <summary>UTC microseconds.</summary>
    public long ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    /// <summary>Keeps other rows instead, as a version more.</summary>
    public void Keep(List<RecordRow> rows, long now, Actor actor)
    {
        (Rows, ChangedAt, ChangedBy) = (rows, now, actor.Name);
        Version++;
    }

    public static bool AreSame(IReadOnlyList<RecordRow> one, IReadOnlyList<RecordRow> other) =>
        one.Count == other.Count && one.Zip(other).All(rows => Text(rows.First) == Text(rows.Second));

    private static string Text(RecordRow row) => string.Join('\0', row.SelectMany(field => field.Value.Prepend(field.Key).Append("")));

    public void Configure(EntityTypeBuilder<SectionRecord> builder)
    {
        builder.ToTable("SystemSections");
        builder.HasKey(s => new { s.SystemCode, s.Section });
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Rows).HasConversion(JsonColumn.Converter<List<RecordRow>>(), JsonColumn.Comparer<List<RecordRow>>());
        builder.HasOne<SystemRecord>().WithMany().HasForeignKey(s => s.SystemCode).OnDelete(DeleteBehavior.Cascade);
    }
}
