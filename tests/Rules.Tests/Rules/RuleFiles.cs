using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>The files that rule writers edit, by their path from the root of the checkout, as test names show them.</summary>
internal static class RuleFiles
{
    public static IEnumerable<string> Detections => Below("rules", "detection").Where(IsRule);

    public static IEnumerable<string> Correlations => Below("rules", "correlation").Where(IsRule);

    public static IEnumerable<string> All => Detections.Concat(Correlations);

    public static string Text(string path) => File.ReadAllText(Full(path));

    public static string Full(string path) => RepositoryRoot.Of(path.Split('/'));

    public static string TestOf(string path) => path[..^".yml".Length] + ".test.yml";

    /// <summary>A row for each file, labelled by its whole path: test names cut long arguments.</summary>
    public static IEnumerable<TheoryDataRow<string>> Theory(IEnumerable<string> paths) =>
        paths.Select(path => new TheoryDataRow<string>(path) { Label = path });

    public static IEnumerable<string> Below(params string[] folder) =>
        Directory.EnumerateFiles(RepositoryRoot.Of(folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static bool IsRule(string path) =>
        path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".test.yml", StringComparison.Ordinal);
}
