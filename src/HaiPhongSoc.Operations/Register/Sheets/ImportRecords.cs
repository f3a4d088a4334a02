using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// Nhập hồ sơ hệ thống từ tệp, with the answers that determine levels: every sheet in one transaction, or nothing. A section of a system that the file names becomes what the file says, a table as a
/// whole; whatever it does not name stays. A row at fault refuses the file: half a table would take out what its other half holds.
/// </summary>
/// <param name="FileName">For the history only.</param>
/// <param name="Seen">Of the preview: where the register or the file says something else by now, nothing is done. Null where there was none.</param>
public sealed record ImportRecords(Actor Actor, ReadOnlyMemory<byte> File, string FileName, string? Seen = null) : ICommand<RecordsImported>;

/// <param name="Systems">Whose record changed.</param>
/// <param name="Sections">That changed.</param>
/// <param name="Unchanged">Sections of which the file said what was recorded.</param>
public sealed record RecordsImported(int Systems, int Sections, int Unchanged);

internal sealed class ImportRecordsHandler(OperationsDbContext database, RecordImports imports, SystemChanges changes, FactsToTell facts, CityTime time) : IRequestHandler<ImportRecords, Outcome<RecordsImported>>
{
    public async Task<Outcome<RecordsImported>> Handle(ImportRecords request, CancellationToken cancellationToken)
    {
        var made = await imports.PlanAsync(request.File, request.Actor, cancellationToken);
        if (!made.IsSuccess)
            return made.Fault;
        var (plan, _) = made.Value;
        if (request.Seen is { } seen && seen != plan.Digest)
            return ImportWords.Changed;
        if (plan.Faults.Count > 0)
            return ImportWords.Refuse(plan.Faults);
        var done = plan.Planned.Where(p => !p.IsKept).ToList();
        foreach (var planned in done)
            Apply(planned, request);
        foreach (var system in done.Where(p => p.Level is null).GroupBy(p => p.System))
            changes.Tell(system.Key, request.Actor, ImportWords.Records(request.FileName, [.. system.Select(p => p.Sheet.Section.Title)]));
        if (done.Exists(p => p.Level is not null))
            await changes.SaveAsync(cancellationToken);
        else
            await database.SaveChangesAsync(cancellationToken);
        return new RecordsImported(done.DistinctBy(p => p.System).Count(), done.Count, plan.Planned.Count - done.Count);
    }

    private void Apply(PlannedSection planned, ImportRecords request)
    {
        var kept = planned.Kept;
        if (planned.Level is { } level)
        {
            var said = DetermineLevelHandler.Keep(planned.System, level.Request, level.Decision, level.Answers, time.DayOf(time.Now));
            changes.Changed(planned.System, request.Actor, ImportWords.FromFile(request.FileName, said));
            return;
        }

        if (kept is null)
            database.Add(kept = new SectionRecord { SystemCode = planned.System.Code, Section = planned.Sheet.Section.Id });
        kept.Keep([.. planned.Rows], changes.Now, request.Actor);
        facts.Add(new SystemRecordChanged(changes.Now, kept.SystemCode, kept.Section));
    }
}
