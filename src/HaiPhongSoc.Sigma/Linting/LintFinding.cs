using System.Globalization;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>How much a finding matters.</summary>
public enum LintSeverity
{
    /// <summary>A matter of custom; the rule means what it says.</summary>
    Information,

    /// <summary>The rule is used, but probably does not say what its author meant, or lacks what others need.</summary>
    Warning,

    /// <summary>The rule is refused.</summary>
    Error,
}

/// <summary>Something that a check found.</summary>
/// <param name="Id">Stable, lower case with dashes.</param>
/// <param name="Message">Short sentence that names the fix; may quote the rule's text.</param>
/// <param name="Path">The file as the caller named it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Edit">What <see cref="SigmaLinter.Fix"/> does about it; null where a person must decide.</param>
public sealed record LintFinding(string Id, LintSeverity Severity, string Message, string Path, int Line, int Column, TextEdit? Edit = null)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}:{Column}: {Word(Severity)} {Id}: {Message}{(Edit is null ? "" : " (--fix)")}");

    /// <summary><c>error</c>, <c>warning</c>, <c>info</c>.</summary>
    public static string Word(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "info",
    };
}

/// <summary>A change of a text that leaves everything else as it is.</summary>
/// <param name="Start">0-based, in UTF-16 units of the text that was linted.</param>
public sealed record TextEdit(int Start, int Length, string Replacement);

/// <summary>A file after its checks, with what is needed to compare files.</summary>
public sealed record LintedFile(string Path, IReadOnlyList<LintFinding> Findings)
{
    /// <summary>Of every document that has it: its id, title and line.</summary>
    internal IReadOnlyList<(string? Id, string? Title, int Line)> Documents { get; init; } = [];
}
