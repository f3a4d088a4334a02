using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>Keeps one section of a system's record as it was filled so far: what is required may still be empty.</summary>
/// <param name="Version">Of the section as it was read; 0 = nothing was kept yet.</param>
/// <param name="Rows">Field → what was written or chosen; one row where the section is no table.</param>
public sealed record SaveSystemSection(
    Actor Actor, string Code, string Section, long Version, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> Rows) : ICommand<SystemVersion>;

internal sealed class SaveSystemSectionHandler(OperationsDbContext database, SystemChanges changes, RecordBook book, FactsToTell facts)
    : IRequestHandler<SaveSystemSection, Outcome<SystemVersion>>
{
    private static readonly long TogetherFor = TimeSpan.FromMinutes(30).Microseconds();

    public async Task<Outcome<SystemVersion>> Handle(SaveSystemSection request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var system = found.Value;
        var section = book.SectionsOf(system.EffectiveLevel).FirstOrDefault(s => s.Id == request.Section);
        if (section is null)
            return Faults.NotFound($"mục hồ sơ {request.Section}", $"section {request.Section}");
        var read = SectionChecks.Read(section, request.Rows, section.NamesRoles ? await book.OperatorsAsync(system, cancellationToken) : []);
        if (!read.IsSuccess)
            return read.Fault;
        var kept = await database.SystemSections.SingleOrDefaultAsync(s => s.SystemCode == system.Code && s.Section == section.Id, cancellationToken);
        if ((kept?.Version ?? 0) != request.Version)
            return Faults.Conflict;
        if (kept is null)
            database.Add(kept = new SectionRecord { SystemCode = system.Code, Section = section.Id });
        kept.Keep(read.Value, changes.Now, request.Actor);
        await TellAsync(system, request.Actor, new Wording($"sửa hồ sơ: {section.Title.Vi}", $"record edited: {section.Title.En}"), cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        facts.Add(new SystemRecordChanged(changes.Now, system.Code, section.Id));
        return new SystemVersion(system.Code, kept.Version);
    }

    // Field after field is saved: to the reader of the history it is one piece of work. The audit chain has each.
    private async Task TellAsync(SystemRecord system, Actor actor, Wording what, CancellationToken cancellationToken)
    {
        var subject = $"system:{system.Code}";
        var last = await database.History.Where(h => h.Subject == subject).OrderByDescending(h => h.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is null || last.ActorId != actor.AccountId || last.What != what || changes.Now - last.At > TogetherFor)
            changes.Tell(system, actor, what);
    }
}
