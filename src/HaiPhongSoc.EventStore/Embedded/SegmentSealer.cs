using System.Globalization;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// Writes a frozen segment as Parquet: every part under a temporary name, flushed, renamed, its folder flushed. Until the <see cref="SealMark"/> follows, a part
/// counts only where all parts of its run are there.
/// </summary>
internal sealed class SegmentSealer(StoreDatabase database, IStoreFiles files, string directory)
{
    public IReadOnlyList<SealedSegment> Write(OpenSegment segment)
    {
        var aliases = segment.Aliases(database);
        var parts = segment.Parts.OrderBy(static part => part.Key).ToList();
        var written = new List<(string Path, SegmentFileName Name)>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var ((day, level), figures) = parts[i];
            var name = new SegmentFileName(
                segment.Partition, segment.FirstOffset, segment.LastOffset, i + 1, parts.Count, level, figures.MinTime, figures.MaxTime, figures.MaxReceived, figures.Events);
            var folder = Path.Combine(directory, "day=" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            files.EnsureFolder(folder);
            written.Add((Path.Combine(folder, name.ToString()), name));
            WriteTemporary(segment, written[^1].Path, day, level, whole: parts.Count == 1);
        }

        foreach (var (path, _) in written)
            files.Rename(path + SegmentFileName.TemporaryExtension, path);
        foreach (var folder in written.Select(static part => Path.GetDirectoryName(part.Path)!).Distinct(StringComparer.Ordinal))
            files.FlushFolder(folder);
        return [.. written.Select(part => SealedSegment.Open(part.Path, part.Name, files, aliases: aliases))];
    }

    private void WriteTemporary(OpenSegment segment, string path, DateOnly day, int level, bool whole)
    {
        var temporary = path + SegmentFileName.TemporaryExtension;
        var from = BatchFigures.StartOf(day);
        var to = BatchFigures.StartOf(day.AddDays(day == DateOnly.MaxValue ? 0 : 1));
        var where = whole ? "" : $"WHERE level_class = {level} AND received >= {SqlText.Literal(from)} AND received < {SqlText.Literal(to)} ";
        database.Execute(
            $"COPY (SELECT * FROM {segment.Table} {where}ORDER BY \"time\", \"offset\") TO {SqlText.Literal(temporary)} " +
            "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 10240)");
        files.FlushFile(temporary);
    }
}
