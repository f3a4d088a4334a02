using HaiPhongSoc.Sigma;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A file that spares the next start most of the reading of rules (<see cref="ReadingCache"/>). Whatever is wrong with it is a warning and costs time, nothing else.</summary>
/// <param name="path">The file; made where it is missing, replaced as a whole.</param>
public sealed class RuleCacheFile(string path)
{
    private const long MostBytes = 256 << 20;

    /// <summary>Why the file was not used or could not be written; null where all is well.</summary>
    public string? Warning { get; private set; }

    internal ReadingCache Open()
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return new ReadingCache();
            if (file.Length > MostBytes)
                Warning = $"{path} was not used: it is longer than 256 MB, which no cache of rules is";
            else if (ReadingCache.TryRead(File.ReadAllBytes(path), out var cache, out var reason))
                return cache;
            else
                Warning = $"{path} was not used: {reason}; it is made anew";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Warning = $"{path} was not used: {fault.Message}";
        }

        return new ReadingCache();
    }

    internal void Save(ReadingCache cache)
    {
        if (!cache.IsChanged)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // A name of its own, so that two programs that start at once do not write into one another.
            var made = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(made, cache.ToBytes());
            File.Move(made, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Warning = $"{path} could not be written, so that the next start takes longer: {fault.Message}";
        }
    }
}
