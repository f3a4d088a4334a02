using System.Globalization;
using System.Text.Json;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// The file <c>sealed.json</c>: up to which offset each partition is sealed. Written last, so that it tells a sealing that finished from one that was cut off.
/// </summary>
internal static class SealMark
{
    public const string FileName = "sealed.json";

    public static void Write(IStoreFiles files, string directory, IReadOnlyDictionary<int, long> sealedOffsets)
    {
        var path = Path.Combine(directory, FileName);
        var temporary = path + SegmentFileName.TemporaryExtension;
        var content = sealedOffsets.ToDictionary(static pair => pair.Key.ToString(CultureInfo.InvariantCulture), static pair => pair.Value, StringComparer.Ordinal);
        files.Write(temporary, JsonSerializer.SerializeToUtf8Bytes(content));
        files.Rename(temporary, path);
        files.FlushFolder(directory);
    }

    /// <summary>Null where there is no mark, or none that can be read.</summary>
    public static Dictionary<int, long>? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return null;

        try
        {
            var content = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllBytes(path)) ?? [];
            return content.ToDictionary(static pair => int.Parse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture), static pair => pair.Value);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
