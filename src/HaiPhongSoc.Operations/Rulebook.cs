using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Playbooks;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations;

/// <summary>What rule writers edit and Operations obeys: severity and grouping, playbooks, the regulation profile. Read once, whole or not at all.</summary>
internal sealed class Rulebook(IOptions<OperationsOptions> options)
{
    private readonly Lock _gate = new();
    private volatile Content? _content;

    public SeverityRules Severity => Read().Severity;

    public RegulationProfile Regulation => Read().Regulation;

    public WorkingCalendar WorkingDays => Read().WorkingDays;

    public IReadOnlyList<Playbook> Playbooks => Read().Playbooks;

    /// <summary>Throws <see cref="OperationsConfigurationException"/> with every fault of every file.</summary>
    public void EnsureRead() => Read();

    private Content Read()
    {
        if (_content is { } content)
            return content;
        lock (_gate)
            return _content ??= ReadFiles();
    }

    private Content ReadFiles()
    {
        var faults = new List<DocumentFault>();
        var settings = options.Value;
        var severity = ReadFile(Path.Combine(settings.RulesDirectory, "severity.yml"), faults, SeverityRules.Read);
        var regulation = ReadFile(
            Path.Combine(settings.RulesDirectory, "regulation", settings.RegulationProfile + ".yml"), faults, RegulationFile.Read);
        var working = ReadFile(Path.Combine(settings.RulesDirectory, "regulation", "vn-working-days.yml"), faults, WorkingCalendar.Read);
        var playbooks = ReadPlaybooks(settings.PlaybooksDirectory, faults);
        if (faults.Count > 0 || severity is null || regulation is null || working is null)
            throw new OperationsConfigurationException([.. faults.Select(f => f.ToString())]);
        return new Content(severity, regulation, working, playbooks);
    }

    private static List<Playbook> ReadPlaybooks(string folder, List<DocumentFault> faults)
    {
        var playbooks = new List<Playbook>();
        if (!Directory.Exists(folder))
        {
            faults.Add(new DocumentFault(folder, 0, 0, "no such folder: set PlaybooksDirectory to the folder of the playbooks"));
            return playbooks;
        }

        foreach (var path in Directory.GetFiles(folder, "*.yml").Order(StringComparer.Ordinal))
        {
            if (ReadFile(path, faults, PlaybookFile.Read) is not { } playbook)
                continue;
            if (playbooks.Exists(p => p.Id == playbook.Id))
                faults.Add(new DocumentFault(path, 0, 0, $"the id \"{playbook.Id}\" belongs to another playbook already"));
            playbooks.Add(playbook);
        }

        return playbooks;
    }

    private static T? ReadFile<T>(string path, List<DocumentFault> faults, Func<string, string, List<DocumentFault>, T?> read)
        where T : class
    {
        try
        {
            return read(File.ReadAllText(path), path, faults);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            faults.Add(new DocumentFault(path, 0, 0, $"cannot be read: {missing.Message}"));
            return null;
        }
    }

    private sealed record Content(SeverityRules Severity, RegulationProfile Regulation, WorkingCalendar WorkingDays, IReadOnlyList<Playbook> Playbooks);
}
