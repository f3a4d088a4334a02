using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Playbooks;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations;

/// <summary>What rule writers edit and Operations obeys: severity and grouping, playbooks, the regulation profile. Read once, whole or not at all.</summary>
internal sealed class Rulebook(IOptions<OperationsOptions> options)
{
    private const string WorkingDaysFile = "vn-working-days";

    private readonly Lock _gate = new();
    private volatile Content? _content;

    public SeverityRules Severity => Read().Severity;

    public RegulationProfile Regulation => Read().Regulation;

    public WorkingCalendar WorkingDays => Read().WorkingDays;

    public IReadOnlyList<Playbook> Playbooks => Read().Playbooks;

    private string Folder => Path.Combine(options.Value.RulesDirectory, "regulation");

    /// <summary>Names of the profiles that lie beside the one in force, without it.</summary>
    public IReadOnlyList<string> OtherProfiles() =>
    [
        .. Directory.EnumerateFiles(Folder, "*.yml").Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != options.Value.RegulationProfile && name != WorkingDaysFile).Order(StringComparer.Ordinal),
    ];

    /// <summary>One of <see cref="OtherProfiles"/>, read now; null with its faults where it is refused. The one in force is not touched.</summary>
    public RegulationProfile? OtherProfile(string name, out IReadOnlyList<DocumentFault> faults)
    {
        var found = new List<DocumentFault>();
        faults = found;
        return OtherProfiles().Contains(name, StringComparer.Ordinal) ? ReadFile(Path.Combine(Folder, name + ".yml"), found, RegulationFile.Read) : null;
    }

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
            Path.Combine(Folder, settings.RegulationProfile + ".yml"), faults, RegulationFile.Read);
        var working = ReadFile(Path.Combine(Folder, WorkingDaysFile + ".yml"), faults, WorkingCalendar.Read);
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
