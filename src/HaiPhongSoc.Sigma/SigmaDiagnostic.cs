namespace HaiPhongSoc.Sigma;

/// <summary>Whether a rule can be used all the same.</summary>
public enum SigmaDiagnosticSeverity
{
    /// <summary>The rule is used; its author should look at it.</summary>
    Warning,

    /// <summary>The rule is refused.</summary>
    Error,
}

/// <summary>Something wrong with a rule, with its place. Diagnostics are collected: one reading tells all that it found.</summary>
/// <param name="Id">Stable, lower case with dashes, for example <c>modifier-unknown</c>.</param>
/// <param name="Message">Short sentence that names the fix; may quote the rule's text.</param>
/// <param name="Path">The file as the caller named it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
public sealed record SigmaDiagnostic(string Id, SigmaDiagnosticSeverity Severity, string Message, string Path, int Line, int Column)
{
    public bool IsError => Severity == SigmaDiagnosticSeverity.Error;

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}:{Line}:{Column}: {(IsError ? "error" : "warning")} {Id}: {Message}");
}
