using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Collects what is wrong with one document, with places.</summary>
internal sealed class DocumentProblems(string path)
{
    private const int MaxFound = 200;
    private const int MaxMessage = 500;

    private readonly List<SigmaDiagnostic> _found = [];

    public string Path { get; } = path;

    public IReadOnlyList<SigmaDiagnostic> Found => _found;

    public bool HasErrors { get; private set; }

    public void Error(string id, YamlNode at, string message) => Add(id, SigmaDiagnosticSeverity.Error, at.Start, 0, message);

    /// <summary>At an offset within a one-line scalar.</summary>
    public void Error(string id, YamlScalarNode at, int offset, string message) => Add(id, SigmaDiagnosticSeverity.Error, at.Start, InLine(at, offset), message);

    public void Error(string id, Mark at, string message) => Add(id, SigmaDiagnosticSeverity.Error, at, 0, message);

    public void Warning(string id, YamlNode at, string message) => Add(id, SigmaDiagnosticSeverity.Warning, at.Start, 0, message);

    private static int InLine(YamlScalarNode node, int offset) => node.Style switch
    {
        ScalarStyle.Plain => offset,
        ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => offset + 1,
        _ => 0,
    };

    // A text made to be wrong everywhere must not become a report without end. Errors come through while there were only warnings.
    private void Add(string id, SigmaDiagnosticSeverity severity, Mark at, int offset, string message)
    {
        if (_found.Count >= MaxFound && (severity == SigmaDiagnosticSeverity.Warning || HasErrors))
            return;
        var text = message.Length <= MaxMessage ? message : message[..MaxMessage] + "…";
        HasErrors |= severity == SigmaDiagnosticSeverity.Error;
        _found.Add(new SigmaDiagnostic(id, severity, text, Path, (int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column + offset)));
    }
}
