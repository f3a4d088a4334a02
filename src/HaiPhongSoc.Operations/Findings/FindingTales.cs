using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>What a turn did, in words: a line each, or one line for many of a kind at once, so that a flood is no flood in a history either.</summary>
internal static class FindingTales
{
    private const int MostLines = 5;

    /// <summary>Subject and words; the subject is empty where it is the centre's.</summary>
    public static List<(string Subject, Wording What)> Of(IEnumerable<(FindingRecord Finding, FindingTurn Turn)> told)
    {
        var tales = new List<(string, Wording)>();
        foreach (var alike in told.GroupBy(t => (Subject: SubjectOf(t.Finding), t.Finding.Kind, t.Turn)))
        {
            if (alike.Count() > MostLines)
                tales.Add((alike.Key.Subject, Many(alike.Key.Kind, alike.Key.Turn, alike.Count())));
            else
                tales.AddRange(alike.Select(t => (alike.Key.Subject, One(t.Finding, t.Turn))));
        }

        return tales;
    }

    private static string SubjectOf(FindingRecord finding) =>
        finding.SystemCode is { } system ? $"system:{system}" : finding.OrganisationCode is { } organisation ? $"organisation:{organisation}" : "";

    private static Wording One(FindingRecord finding, FindingTurn turn)
    {
        var (title, did) = (FindingWords.Title(finding.Kind), Did(turn));
        var (vi, en) = turn == FindingTurn.Closed ? ($": {finding.ClosedBecause.Vi}", $": {finding.ClosedBecause.En}") : ("", "");
        return new Wording($"{did.Vi}: {title.Vi} — {finding.Detail.Vi}{vi}", $"{did.En}: {title.En} — {finding.Detail.En}{en}");
    }

    private static Wording Many(FindingKind kind, FindingTurn turn, int count)
    {
        var (title, did, number) = (FindingWords.Title(kind), Did(turn), count.ToString(CultureInfo.InvariantCulture));
        return new Wording($"{did.Vi} ({number}): {title.Vi}", $"{did.En} ({number}): {title.En}");
    }

    private static Wording Did(FindingTurn turn) => turn switch
    {
        FindingTurn.Opened => new("phát hiện mới", "finding opened"),
        FindingTurn.Reopened => new("phát hiện mở lại", "finding reopened"),
        _ => new("phát hiện tự đóng", "finding closed by itself"),
    };
}
