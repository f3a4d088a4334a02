using System.IO.Compression;
using System.Text;

namespace HaiPhongSoc.Intake.Files;

/// <summary>
/// Reads log files of any of our shapes: NDJSON, JSON arrays, concatenated objects, plain lines, each also as <c>.gz</c> or within a <c>.zip</c>,
/// in UTF-8 or UTF-16 with a mark. Streaming with bounded memory; problems are reported one by one and never stop the other files. Binaries
/// (EVTX too) are left out with a notice.
/// </summary>
public sealed class LogFileReader(LogFileOptions options, Action<FileProblem> report)
{
    private static readonly HashSet<string> NoLogs = new(StringComparer.OrdinalIgnoreCase) { ".yml", ".yaml", ".md", ".evtx" };

    /// <summary>The files of a path in a stable order: the file itself, or all that lie below a folder (links are not followed).</summary>
    public IReadOnlyList<string> Files(string path)
    {
        var files = new List<string>();
        if (Directory.Exists(path))
            Collect(path, files);
        else if (File.Exists(path))
            files.Add(path);
        else
            report(new FileProblem(path, null, "not-found", "no such file or folder", FileProblemKind.BadInput));
        return files;
    }

    /// <summary>The records of one file, in order.</summary>
    public IEnumerable<FileRecord> Read(string file)
    {
        using var stream = Open(file);
        if (stream is null)
            yield break;
        foreach (var record in ReadStream(file, stream, stream.Length, mayUnpack: true))
            yield return record;
    }

    private void Collect(string folder, List<string> files)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                if (entry.LinkTarget is not null)
                    continue;
                if (entry is DirectoryInfo)
                    Collect(entry.FullName, files);
                else if (NoLogs.Contains(entry.Extension))
                    report(new FileProblem(entry.FullName, null, "no-log", "left out: not a kind of log that is read here", FileProblemKind.Notice));
                else
                    files.Add(Path.Combine(folder, entry.Name));
            }
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            report(new FileProblem(folder, null, "not-readable", "the folder cannot be read", FileProblemKind.Environment));
        }
    }

    private FileStream? Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            report(new FileProblem(file, null, "not-readable", "the file cannot be opened", FileProblemKind.Environment));
            return null;
        }
    }

    private IEnumerable<FileRecord> ReadStream(string name, Stream stream, long packedBytes, bool mayUnpack)
    {
        var peeked = new PeekedStream(stream);
        var head = peeked.Head;
        if (head.StartsWith("PK\u0003\u0004"u8))
            return mayUnpack && stream.CanSeek ? Members(name, stream) : LeftOut(name, "an archive within an archive");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return Guarded(name, new BoundedExpansion(new GZipStream(peeked, CompressionMode.Decompress), packedBytes, options));
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Guarded(name, Encoding.CreateTranscodingStream(peeked, Encoding.Unicode, new UTF8Encoding(false)));
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Guarded(name, Encoding.CreateTranscodingStream(peeked, Encoding.BigEndianUnicode, new UTF8Encoding(false)));
        if (head.StartsWith("ElfFile\0"u8))
            return LeftOut(name, "EVTX: export it as JSON first");
        return head.Contains((byte)0) ? LeftOut(name, "binary") : Guarded(name, peeked);
    }

    private FileRecord[] LeftOut(string name, string why)
    {
        report(new FileProblem(name, null, "no-log", $"left out: {why}", FileProblemKind.Notice));
        return [];
    }

    // A reader that breaks (damaged archive, bomb, disk) ends this file with a problem and keeps the records before it.
    private IEnumerable<FileRecord> Guarded(string name, Stream stream)
    {
        var (records, position) = (Splitter(name, stream), 0L);
        using var cursor = records.GetEnumerator();
        while (true)
        {
            FileRecord record;
            try
            {
                if (!cursor.MoveNext())
                    yield break;
                record = cursor.Current;
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException)
            {
                report(new FileProblem(name, position, "not-unpackable", fault is InvalidDataException ? fault.Message : "cannot be read further", FileProblemKind.BadInput));
                yield break;
            }

            position = record.Position + record.Payload.Length;
            yield return record;
        }
    }

    private IEnumerable<FileRecord> Splitter(string name, Stream stream)
    {
        // What a gzip holds may be UTF-16 or binary again: one more look, no further unpacking.
        if (stream is BoundedExpansion)
        {
            var inner = new PeekedStream(stream);
            var isUtf16 = inner.Head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]);
            if (inner.Head.Contains((byte)0) && !isUtf16)
            {
                LeftOut(name, "binary");
                yield break;
            }

            stream = isUtf16 ? Encoding.CreateTranscodingStream(inner, Encoding.Unicode, new UTF8Encoding(false)) : inner;
        }

        foreach (var record in new RecordSplitter(name, stream, options, report).Split())
            yield return record;
    }

    private IEnumerable<FileRecord> Members(string name, Stream stream)
    {
        stream.Position = 0;
        using var archive = OpenArchive(name, stream);
        if (archive is null)
            yield break;
        var count = 0;
        foreach (var member in archive.Entries)
        {
            if (member.FullName.EndsWith('/') || NoLogs.Contains(Path.GetExtension(member.Name)))
                continue;
            if (++count > options.MaxMembers)
            {
                report(new FileProblem(name, null, "too-many-members", $"more than {options.MaxMembers} members: the others are left out", FileProblemKind.BadInput));
                yield break;
            }

            var memberName = $"{name}!{member.FullName}";
            using var content = OpenMember(memberName, member);
            if (content is null)
                continue;
            foreach (var record in ReadMember(memberName, content, member.CompressedLength))
                yield return record;
        }
    }

    private IEnumerable<FileRecord> ReadMember(string name, Stream content, long packedBytes)
    {
        try
        {
            return ReadStream(name, content, packedBytes, mayUnpack: false);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            report(new FileProblem(name, null, "not-unpackable", "the member is damaged", FileProblemKind.BadInput));
            return [];
        }
    }

    private ZipArchive? OpenArchive(string name, Stream stream)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (InvalidDataException)
        {
            report(new FileProblem(name, null, "not-unpackable", "the archive is damaged", FileProblemKind.BadInput));
            return null;
        }
    }

    private BoundedExpansion? OpenMember(string name, ZipArchiveEntry member)
    {
        try
        {
            return new BoundedExpansion(member.Open(), member.CompressedLength, options);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException)
        {
            report(new FileProblem(name, null, "not-unpackable", "the member is damaged, encrypted or packed in a way that we cannot read", FileProblemKind.BadInput));
            return null;
        }
    }
}
