using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>Thông tin hồ sơ: what is recorded of a system, section by section, with what is still missing.</summary>
public sealed record GetSystemRecord(Actor Actor, string Code) : IQuery<SystemRecordView>, IReadsPersonalData
{
    // Suppliers' contacts.
    string? IReadsPersonalData.ReadSubject => $"system:{Code}";
}

/// <param name="Level">The effective level; 0 = none yet.</param>
/// <param name="Systems">Within the asker's reach, for fields that name one.</param>
public sealed record SystemRecordView(string Code, string Name, int Level, IReadOnlyList<RecordSectionView> Sections, IReadOnlyList<NamedSystem> Systems)
{
    public int Missing => Sections.Sum(s => s.Missing.Count);
}

public sealed record NamedSystem(string Code, string Name);

/// <param name="Version">Pass it with the next change; 0 = nothing is kept yet.</param>
/// <param name="Missing">Required fields that are still empty, by id.</param>
/// <param name="ChangedAt">UTC microseconds; 0 = never.</param>
public sealed record RecordSectionView(
    string Id, Wording Title, Wording Help, bool IsTable, IReadOnlyList<RecordFieldView> Fields, BasisView Basis, IReadOnlyList<RecordRow> Rows, long Version,
    IReadOnlyList<string> Missing, long ChangedAt, string ChangedBy);

public sealed record RecordFieldView(string Id, RecordFieldKind Kind, Wording Title, Wording Help, bool IsRequired, IReadOnlyList<AskedOption> Options);

internal sealed class GetSystemRecordHandler(OperationsDbContext database, RecordBook book) : IRequestHandler<GetSystemRecord, Outcome<SystemRecordView>>
{
    public async Task<Outcome<SystemRecordView>> Handle(GetSystemRecord request, CancellationToken cancellationToken)
    {
        var system = await database.Systems.SingleOrDefaultAsync(s => s.Code == request.Code, cancellationToken);
        if (system is null)
            return Faults.NotFound($"hệ thống {request.Code}", $"system {request.Code}");
        var kept = await book.OfAsync(system.Code, cancellationToken);
        return new SystemRecordView(
            system.Code,
            system.Name,
            system.EffectiveLevel,
            [.. book.SectionsOf(system.EffectiveLevel).Select(s => View(s, system.EffectiveLevel, kept.GetValueOrDefault(s.Id)))],
            await database.Systems.Where(s => s.Code != system.Code).OrderBy(s => s.Name).Select(s => new NamedSystem(s.Code, s.Name)).ToListAsync(cancellationToken));
    }

    private static RecordSectionView View(RecordSection section, int level, SectionRecord? kept) => new(
        section.Id,
        section.Title,
        section.Help,
        section.IsTable,
        [.. section.Fields.Select(f => new RecordFieldView(f.Id, f.Kind, f.Title, f.Help, f.IsRequired, [.. f.Options.Select(o => new AskedOption(o.Id, o.Title))]))],
        RegulationRows.Of(section.Basis),
        kept?.Rows ?? [],
        kept?.Version ?? 0,
        [.. SectionChecks.Missing(section, level, kept?.Rows ?? []).Select(f => f.Id)],
        kept?.ChangedAt ?? 0,
        kept?.ChangedBy ?? "");
}
