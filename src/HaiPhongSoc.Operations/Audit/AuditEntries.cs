using System.Diagnostics;
using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>An entry before it is a row: bounded and folded by <see cref="ToRow"/>.</summary>
internal sealed record AuditEntries(Actor Actor, string Action, long At, string TraceId)
{
    private const int MostSubjects = 20;
    private const int LongestSearchText = 4_000;

    /// <summary>The fault's code; set = refused.</summary>
    public string Fault { get; init; } = "";

    public IReadOnlyList<string> Subjects { get; init; } = [];

    public string Before { get; init; } = "";

    public string After { get; init; } = "";

    public IReadOnlyList<Wording> Details { get; init; } = [];

    public long Count { get; init; } = 1;

    public static AuditEntries Of(Actor actor, string action, long at, Activity? activity = null) =>
        new(actor, action, at, activity?.TraceId.ToHexString() ?? "");

    public AuditEntry ToRow()
    {
        var name = AuditText.Bounded(Actor.Name, 256);
        var subjects = SubjectLines();
        var (vi, en) = (Join(d => d.Vi), Join(d => d.En));
        return new AuditEntry
        {
            At = At,
            ActorId = AuditText.Bounded(Actor.AccountId, 128),
            ActorName = name,
            ActorKind = AuditActors.KindOf(Actor),
            ActorRoles = AuditText.Bounded(string.Join(',', Actor.Roles), 512),
            Address = AuditText.Bounded(Actor.Address, 64),
            Action = Action,
            Outcome = Fault.Length == 0 ? AuditOutcomes.Done : AuditOutcomes.Refused,
            Fault = AuditText.Bounded(Fault, 128),
            Subjects = subjects,
            Before = Before,
            After = After,
            DetailsVi = vi,
            DetailsEn = en,
            Count = Count,
            TraceId = TraceId,
            SearchText = AuditText.Bounded(FoldedText.Of(name, Action, Fault, subjects, vi, en, Before, After), LongestSearchText),
        };
    }

    public SelfEvent ToEvent() => new(At, Action)
    {
        Outcome = Fault.Length == 0 ? "success" : "failure",
        Reason = Fault,
        UserId = Actor.AccountId,
        UserName = Actor.Name,
        Roles = Actor.Roles,
        ActorKind = AuditActors.KindOf(Actor),
        Address = Actor.Address,
        Subjects = [.. Subjects.Take(MostSubjects)],
        Message = Details.Count > 0 ? AuditText.Bounded(Details[0].En) : Action,
    };

    private string SubjectLines()
    {
        var distinct = Subjects.Distinct(StringComparer.Ordinal).ToList();
        var lines = distinct.Take(MostSubjects).Select(s => AuditText.Bounded(s.ReplaceLineEndings(" "), 160));
        if (distinct.Count > MostSubjects)
            lines = lines.Append(string.Create(CultureInfo.InvariantCulture, $"… (+{distinct.Count - MostSubjects})"));
        return string.Join('\n', lines);
    }

    private string Join(Func<Wording, string> language) => AuditText.Bounded(string.Join('\n', Details.Select(language)), AuditText.LongestColumn);
}

/// <summary>How an actor is written.</summary>
internal static class AuditActors
{
    public static string KindOf(Actor actor) => actor.Kind switch
    {
        ActorKind.Person => "person",
        ActorKind.Service => "service",
        ActorKind.Kiosk => "kiosk",
        _ => "program",
    };
}
