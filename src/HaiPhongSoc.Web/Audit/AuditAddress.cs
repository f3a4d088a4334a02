using System.Globalization;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Audit;

/// <summary>What of the audit chain is looked at, as the URL has it; what it does not understand filters nothing.</summary>
/// <param name="From">As a datetime-local input writes it; null = from the beginning.</param>
/// <param name="To">The last minute that counts.</param>
/// <param name="Entry">The entry that stands open.</param>
/// <param name="Cursor">Where the page begins; null = at the newest.</param>
public sealed record AuditAddress(string? Text, string? Who, string? Action, string? Subject, string? Outcome, string? From, string? To, long? Entry, string? Cursor)
{
    private const long Minute = 60_000_000;

    private static readonly string[] Outcomes = [AuditOutcomes.Done, AuditOutcomes.Refused];

    public static AuditAddress Read(
        string? text, string? who, string? action, string? subject, string? outcome, string? from, string? to, string? entry, string? cursor) => new(
        Said(text),
        Said(who),
        Said(action),
        Said(subject),
        Outcomes.FirstOrDefault(o => o == outcome),
        LocalTime.FromInput(from) is null ? null : from,
        LocalTime.FromInput(to) is null ? null : to,
        long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        Said(cursor));

    public bool Narrows => (Text, Who, Action, Subject, Outcome, From, To) != (null, null, null, null, null, null, null);

    public AuditFilter Filter => new(
        Since: LocalTime.FromInput(From),
        Until: LocalTime.FromInput(To) + Minute,
        Who: Who,
        Action: Action,
        Subject: Subject,
        Outcome: Outcome,
        Text: Text);

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
