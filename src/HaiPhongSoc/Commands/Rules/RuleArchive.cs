using System.IO.Compression;
using System.Text;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>
/// The rule files of a release: a zip or a folder. Archives come from strangers: names that lead out of the folder, links, and whatever unpacks to more than rules can
/// be is refused as a whole, before anything is written. Sizes are counted while unpacking; what the archive says of itself is not believed.
/// </summary>
internal sealed class RuleArchive
{
    public const int MostEntries = 100_000;
    private const int LargestFile = 4 * 1024 * 1024;
    private const long LargestTotal = 256L * 1024 * 1024;

    // Folders of a SigmaHQ checkout whose files are no live rules.
    private static readonly string[] NotLive = ["deprecated", "unsupported", "tests", "other", "documentation", "images", "regression_data"];

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private long _total;

    /// <summary>Relative path with slashes → content, rules and licences only.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <exception cref="InvalidDataException">The archive is refused.</exception>
    public static RuleArchive Open(string path)
    {
        var archive = new RuleArchive();
        if (Directory.Exists(path))
        {
            archive.AddFolder(path);
            return archive;
        }

        archive.AddZip(path);
        archive.DropCommonFolder();
        return archive;
    }

    private void AddFolder(string path)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(path, "*", options).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(path, file).Replace('\\', '/');
            if (!IsWanted(name))
                continue;
            using var stream = File.OpenRead(file);
            Add(name, stream);
        }
    }

    private void AddZip(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        if (zip.Entries.Count > MostEntries)
            throw new InvalidDataException($"{path}: more than {MostEntries} entries: this is no archive of rules");
        foreach (var entry in zip.Entries)
        {
            RefuseBadName(path, entry);
            if (entry.FullName.EndsWith('/') || !IsWanted(entry.FullName))
                continue;
            using var stream = entry.Open();
            Add(entry.FullName, stream);
        }
    }

    private static void RefuseBadName(string path, ZipArchiveEntry entry)
    {
        const int LinkType = 0xA000;
        const int TypeMask = 0xF000;
        var name = entry.FullName;
        var leadsOut = name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
            || name.Split('/').Contains("..", StringComparer.Ordinal);
        if (leadsOut || name.Length > 1_000)
            throw new InvalidDataException($"{path}: the entry '{Output.Clean(name, 200)}' leads out of its folder: the archive is refused");
        if (((entry.ExternalAttributes >> 16) & TypeMask) == LinkType)
            throw new InvalidDataException($"{path}: the entry '{Output.Clean(name, 200)}' is a link: the archive is refused");
    }

    private void Add(string name, Stream stream)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            _total += read;
            if (content.Length > LargestFile || _total > LargestTotal)
                throw new InvalidDataException($"'{Output.Clean(name, 200)}' unpacks to more than rules can be ({LargestFile} bytes a file, {LargestTotal} in all): the archive is refused");
        }

        if (!_files.TryAdd(name, content.ToArray()))
            throw new InvalidDataException($"'{Output.Clean(name, 200)}' is there twice: the archive is refused");
    }

    private static bool IsWanted(string name)
    {
        var parts = name.Split('/');
        if (parts[..^1].Any(part => part.StartsWith('.') || NotLive.Contains(part, StringComparer.OrdinalIgnoreCase)))
            return false;
        return name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || parts[^1].StartsWith("LICENSE", StringComparison.OrdinalIgnoreCase) || parts[^1].StartsWith("version", StringComparison.OrdinalIgnoreCase);
    }

    // GitHub puts everything under one folder that is named like the release.
    private void DropCommonFolder()
    {
        var first = _files.Keys.Select(name => name.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        if (first is not [var folder] || _files.ContainsKey(folder) || folder.StartsWith("rules", StringComparison.OrdinalIgnoreCase))
            return;
        var inner = _files.ToDictionary(pair => pair.Key[(folder.Length + 1)..], pair => pair.Value, StringComparer.Ordinal);
        _files.Clear();
        foreach (var (name, content) in inner)
            _files[name] = content;
    }

    /// <summary>Null where it is no UTF-8.</summary>
    public static string? TextOf(byte[] content)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
