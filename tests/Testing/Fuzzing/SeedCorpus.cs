using System.Text;

namespace HaiPhongSoc.Testing.Fuzzing;

/// <summary>The inputs from which fuzzing starts, and those that once broke something: a folder of files beside the tests.</summary>
public static class SeedCorpus
{
    /// <summary>The files of a folder below the root, in the order of their names; bytes as the characters 0–255, so that what is no text can be a seed too.</summary>
    public static string[] Of(params string[] folder) =>
        [.. Directory.EnumerateFiles(RepositoryRoot.Of(folder)).Order(StringComparer.Ordinal).Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path)))];

    /// <summary>The bytes behind such a text.</summary>
    public static byte[] Bytes(string seed) => Encoding.Latin1.GetBytes(seed);

    /// <summary>The same read as UTF-8.</summary>
    public static string Text(string seed) => Encoding.UTF8.GetString(Bytes(seed));

    /// <summary>UTF-8 as a seed holds it.</summary>
    public static string FromText(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
