using System.Collections.Frozen;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>All source definitions of one version, immutable; and what is wrong with those that could not be read.</summary>
public sealed class SourceCatalogue
{
    /// <summary>The value of <see cref="SourceOptions.Definition"/> that lets each record choose.</summary>
    public const string Auto = "auto";

    private readonly FrozenDictionary<string, SourceDefinition> _byId;

    private SourceCatalogue(IEnumerable<SourceDefinition> definitions, IReadOnlyList<SourceProblem> problems)
    {
        Definitions = [.. definitions.OrderBy(d => d.Order).ThenBy(d => d.Id, StringComparer.Ordinal)];
        _byId = Definitions.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);
        Problems = problems;
    }

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<SourceDefinition> Definitions { get; }

    /// <summary>Every problem of every file, by file and place. A definition with a problem is not in <see cref="Definitions"/>.</summary>
    public IReadOnlyList<SourceProblem> Problems { get; }

    public SourceDefinition? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads every <c>*.yml</c> of the folders but <c>*.test.yml</c> and <c>logsources.yml</c>. A later folder's definition replaces an earlier one of the same id.</summary>
    public static SourceCatalogue Load(params IEnumerable<string> folders)
    {
        var problems = new List<SourceProblem>();
        var definitions = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.yml").Order(StringComparer.Ordinal))
            {
                if (file.EndsWith(".test.yml", StringComparison.Ordinal) || Path.GetFileName(file) == "logsources.yml")
                    continue;
                if (SourceDefinitionReader.Read(file, File.ReadAllText(file), problems) is { } definition)
                    definitions[definition.Id] = definition;
            }
        }

        return new SourceCatalogue(definitions.Values, problems);
    }

    /// <summary>The same from texts in memory: (file name, text).</summary>
    public static SourceCatalogue FromTexts(params IEnumerable<(string File, string Text)> files)
    {
        var problems = new List<SourceProblem>();
        var definitions = files
            .Select(f => SourceDefinitionReader.Read(f.File, f.Text, problems))
            .OfType<SourceDefinition>()
            .ToList();
        return new SourceCatalogue(definitions, problems);
    }
}
