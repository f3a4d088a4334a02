using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Playbooks;

/// <summary>A response playbook; the schema is documented in <c>playbooks/README.md</c>.</summary>
internal sealed record Playbook
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required Wording Title { get; init; }

    public required Wording Summary { get; init; }

    /// <summary>ATT&amp;CK techniques in upper case; a parent covers its sub-techniques.</summary>
    public required IReadOnlyList<string> Attack { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>True for the playbook that is taken where no other applies.</summary>
    public required bool Otherwise { get; init; }

    public required int MinLevel { get; init; }

    public required int Priority { get; init; }

    public required IReadOnlyList<PlaybookTask> Tasks { get; init; }

    public required IReadOnlyList<string> References { get; init; }
}

internal sealed record PlaybookTask(
    string Id, TaskPhase Phase, Wording Title, Wording Guide, string Role, bool Mandatory, bool NeedsApproval, TaskDue Due);

/// <summary>How long a task may take from the moment it was given, by the system's effective level.</summary>
internal sealed record TaskDue(TimeSpan Default, IReadOnlyDictionary<int, TimeSpan> ByLevel)
{
    public TimeSpan At(int level) => ByLevel.TryGetValue(level, out var due) ? due : Default;
}
