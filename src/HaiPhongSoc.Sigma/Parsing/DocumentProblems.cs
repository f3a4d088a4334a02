using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Collects what is wrong with one document, with places.</summary>
internal sealed class DocumentProblems(string path)
{
    private readonly List<SigmaDiagnostic> _found = [];

    public string Path { get; } = path;

    public IReadOnlyList<SigmaDiagnostic> Found => _found;

    public bool HasErrors => _found.Exists(diagnostic => diagnostic.IsError);

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

    private void Add(string id, SigmaDiagnosticSeverity severity, Mark at, int offset, string message) =>
        _found.Add(new SigmaDiagnostic(id, severity, message, Path, (int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column + offset)));
}
