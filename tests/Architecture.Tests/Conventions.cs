using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Habits that a machine can watch. Each takes its input as a parameter, so that a deliberate negative can be fed to it.</summary>
internal static partial class Conventions
{
    private const int HardCeiling = 400;

    private static readonly string[] ForbiddenSuffixes = ["Manager", "Helper", "Helpers", "Processor", "Service", "Utils", "Util", "Common"];

    /// <summary>Names that say nothing of what a type does.</summary>
    public static IEnumerable<string> EmptyNames(IEnumerable<string> typeNames) =>
        typeNames.Where(name => ForbiddenSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)));

    /// <summary>Files that want to be two things.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<(string Path, int Lines)> files) =>
        files.Where(file => file.Lines > HardCeiling).Select(file => $"{file.Path}: {file.Lines} lines");

    /// <summary>Files whose namespace is not their folder's.</summary>
    public static IEnumerable<string> WrongRooms(IEnumerable<(string Path, string Text)> sources)
    {
        foreach (var (path, text) in sources)
        {
            var declared = NamespaceLine().Match(text);
            if (!declared.Success)
                continue;
            var folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
            var expected = folder.Replace('/', '.');
            if (declared.Groups["name"].Value != expected)
                yield return $"{path}: namespace {declared.Groups["name"].Value}, folder says {expected}";
        }
    }

    /// <summary>The mediator serves the people's half only; the event path never goes through it.</summary>
    public static IEnumerable<string> MediatorOutsideOperations(IReadOnlyDictionary<string, string[]> referencesByRoom) =>
        referencesByRoom
            .Where(room => room.Key is not ("HaiPhongSoc.Operations" or "HaiPhongSoc.Web" or "soc") && room.Value.Any(r => r.StartsWith("MediatR", StringComparison.Ordinal)))
            .Select(room => room.Key);

    /// <summary>Public classes are sealed, abstract or static, unless another of ours derives from them: nobody designs for inheritance by accident.</summary>
    public static IEnumerable<string> OpenClasses(IReadOnlyCollection<Type> types)
    {
        var bases = types.Select(type => type.BaseType).ToHashSet();
        return types
            .Where(type => type is { IsPublic: true, IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(type))
            .Select(type => type.FullName!);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)[;\s]", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceLine();
}
