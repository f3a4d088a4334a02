using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <param name="Code">Lower-case letters, digits and dashes; stays for ever.</param>
/// <param name="OperatorCode">Without it the owner itself.</param>
internal sealed record NewSystemShape(string Code, string Name, string OwnerCode, bool HasRealData, string? OperatorCode = null);

internal sealed record EditSystemShape(string Name, string OwnerCode, bool HasRealData, string? OperatorCode = null, ContactShape? Contact = null);

/// <param name="Answers">Question → options or a number, as <c>levels.advise</c> asks them.</param>
/// <param name="Proposed">Without it what follows from the answers.</param>
/// <param name="Justification">Of a lower proposal.</param>
internal sealed record DetermineLevelShape(IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, int? Proposed = null, string? Justification = null);

/// <param name="Document">Of the conclusion that it may be in operation.</param>
/// <param name="Reason">For every other state.</param>
internal sealed record SystemStatusShape(SystemStatus Status, string? Document = null, DateOnly? ConcludedOn = null, string? Reason = null);

/// <param name="Rows">Field → what was written or chosen.</param>
internal sealed record RecordRowsShape(IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> Rows);

/// <param name="Level">The effective level; 0 = none yet.</param>
internal sealed record SystemRecordShape(string Code, int Level, IReadOnlyList<RecordSectionShape> Sections)
{
    public static SystemRecordShape Of(SystemRecordView view) => new(view.Code, view.Level, [.. view.Sections.Select(RecordSectionShape.Of)]);
}

/// <param name="Etag">Send it back as <c>If-Match</c> with the next change.</param>
/// <param name="Missing">Required fields that are still empty.</param>
internal sealed record RecordSectionShape(
    string Id, TextShape Title, bool IsTable, IReadOnlyList<RecordFieldShape> Fields, string Basis, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> Rows, long Version,
    string Etag, IReadOnlyList<string> Missing)
{
    public static RecordSectionShape Of(RecordSectionView s) => new(
        s.Id, TextShape.Of(s.Title), s.IsTable, [.. s.Fields.Select(RecordFieldShape.Of)], s.Basis.Article, s.Rows, s.Version, EntityTags.OfVersion(s.Version), s.Missing);
}

internal sealed record RecordFieldShape(string Id, RecordFieldKind Kind, TextShape Title, bool IsRequired, IReadOnlyList<string> Options)
{
    public static RecordFieldShape Of(RecordFieldView f) => new(f.Id, f.Kind, TextShape.Of(f.Title), f.IsRequired, [.. f.Options.Select(o => o.Id)]);
}

/// <param name="IsDeclared">It is declared for this system; else its logs only name an asset of it.</param>
/// <param name="IsSilent">Declared, and not heard for longer than its time.</param>
/// <param name="Days">Of the last seven days, today last.</param>
internal sealed record SpeakerShape(string SourceId, bool IsDeclared, DateTimeOffset? LastHeard, bool IsSilent, IReadOnlyList<SpeakerDayShape> Days)
{
    public static SpeakerShape Of(SpeakerView s) =>
        new(s.SourceId, s.IsDeclared, Instant.Of(s.LastHeard), s.IsSilent, [.. s.Days.Select(d => new SpeakerDayShape(d.Day, d.Count))]);
}

internal sealed record SpeakerDayShape(DateOnly Day, long Count);
