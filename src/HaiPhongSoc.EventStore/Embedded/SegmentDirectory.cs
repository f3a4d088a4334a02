using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Reads the store's folder at the start: takes what is whole, removes what a cut-off sealing left, sets aside what cannot be read.</summary>
internal sealed partial class SegmentDirectory(string directory, IStoreFiles files, ILogger logger)
{
    private const string SetAsideFolder = "set-aside";

    /// <summary>Files that this start and the searches since have set aside.</summary>
    public int SetAside => Volatile.Read(ref _setAside);

    private int _setAside;

    public (List<SealedSegment> Segments, Dictionary<int, long> SealedOffsets) Load()
    {
        files.EnsureFolder(directory);
        RemoveTemporaries();
        var mark = SealMark.Read(directory);
        var found = Readable();
        if (mark is null && found.Count > 0)
            LogMarkMissing(logger, directory);

        var segments = new List<SealedSegment>();
        var offsets = new Dictionary<int, long>(mark ?? []);
        foreach (var partition in found.GroupBy(static file => file.Name.Partition))
            offsets[partition.Key] = LoadPartition([.. partition], mark, offsets.GetValueOrDefault(partition.Key, -1), segments);
        return (segments, offsets);
    }

    /// <summary>A file that fails while it is read: it is moved out of the way, and the search goes on without it.</summary>
    public void Abandon(SealedSegment segment, string reason)
    {
        segment.KeepFile = true;
        MoveAside(segment.Path, reason);
    }

    private long LoadPartition(List<(string Path, SegmentFileName Name)> found, Dictionary<int, long>? mark, long markedOffset, List<SealedSegment> into)
    {
        var known = -1L;
        var runs = found.GroupBy(static file => (file.Name.First, file.Name.Last, file.Name.Parts)).OrderBy(static run => run.Key.First).ThenByDescending(static run => run.Key.Last);
        foreach (var run in runs)
        {
            var (first, last, parts) = run.Key;
            if (run.DistinctBy(static file => file.Name.Part).Count() < parts && last > markedOffset)
            {
                // Part of a run that was never acknowledged as sealed: the spool still has all of it. Without a mark nobody knows, so nothing is deleted.
                foreach (var (path, _) in run)
                    Refuse(path, mark is not null);
                continue;
            }

            if (last <= known)
            {
                foreach (var (path, _) in run)
                    MoveAside(path, $"offsets {first}–{last} are in an earlier file too");
                continue;
            }

            foreach (var (path, name) in run)
                into.Add(SealedSegment.Open(path, name, files, aboveOffset: first <= known ? known : -1));
            known = last;
        }

        return Math.Max(known, markedOffset);
    }

    private void Refuse(string path, bool mayDelete)
    {
        if (mayDelete)
        {
            LogLeftover(logger, Path.GetFileName(path));
            files.Delete(path);
        }
        else
        {
            MoveAside(path, "other parts of its run are missing");
        }
    }

    private List<(string Path, SegmentFileName Name)> Readable()
    {
        var found = new List<(string, SegmentFileName)>();
        foreach (var path in Directory.EnumerateFiles(directory, "*" + SegmentFileName.Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (IsSetAside(path))
                continue;
            if (SegmentFileName.Parse(Path.GetFileName(path)) is not { } name)
                MoveAside(path, "its name is not one of a segment");
            else if (!ParquetFrame.IsWhole(path))
                MoveAside(path, "it does not begin and end as a Parquet file");
            else
                found.Add((path, name));
        }

        return found;
    }

    private void RemoveTemporaries()
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*" + SegmentFileName.TemporaryExtension, SearchOption.AllDirectories).ToList())
        {
            if (IsSetAside(path))
                continue;
            LogLeftover(logger, Path.GetFileName(path));
            files.Delete(path);
        }
    }

    private bool IsSetAside(string path) => Path.GetRelativePath(directory, path).StartsWith(SetAsideFolder, StringComparison.Ordinal);

    private void MoveAside(string path, string reason)
    {
        var folder = Path.Combine(directory, SetAsideFolder);
        files.EnsureFolder(folder);
        var target = Path.Combine(folder, Path.GetFileName(path));
        try
        {
            files.Rename(path, target);
        }
        catch (FileNotFoundException)
        {
            return;
        }

        Interlocked.Increment(ref _setAside);
        LogSetAside(logger, Path.GetFileName(path), reason, SetAsideFolder);
    }

    [LoggerMessage(3001, LogLevel.Warning, "Removed {File}, which an unfinished sealing left behind; the spool still holds its events")]
    private static partial void LogLeftover(ILogger logger, string file);

    [LoggerMessage(3002, LogLevel.Error, "Set segment file {File} aside: {Reason}. Its events are missing from searches; restore the file from a copy, or delete it from folder {Folder}")]
    private static partial void LogSetAside(ILogger logger, string file, string reason, string folder);

    [LoggerMessage(3003, LogLevel.Warning, "There is no readable sealed.json in {Directory}; sealed offsets were taken from the names of the segment files")]
    private static partial void LogMarkMissing(ILogger logger, string directory);
}
