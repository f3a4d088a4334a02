using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Takes over a register file (YAML; schema in the README of this folder): all of it or nothing, every error listed with line and column
/// (<c>register.faults</c>, one a line). What stands in the file replaces what the register says of the same codes; systems that the file does not
/// name stay. The same file again changes nothing; at a start also not what people have changed of its systems since. Detection sees the new register
/// before the command answers.
/// </summary>
/// <param name="FileName">For messages only.</param>
public sealed record ImportRegister(Actor Actor, string Yaml, string FileName) : ICommand<RegisterImported>;

/// <param name="Version">The register's version afterwards; it grows only if something changed.</param>
public sealed record RegisterImported(long Version, int SystemsAdded, int SystemsChanged, int SystemsUnchanged, int Assets, int Organisations);

internal sealed class ImportRegisterHandler(
    OperationsDbContext database, DutyBook duties, SystemDirectory directory, AfterCommit afterCommit, FactsToTell facts, CityTime time,
    Rulebook rulebook, RecordBook book)
    : IRequestHandler<ImportRegister, Outcome<RegisterImported>>
{
    public async Task<Outcome<RegisterImported>> Handle(ImportRegister request, CancellationToken cancellationToken)
    {
        var file = RegisterFile.Read(request.Yaml, request.FileName, time.Zone, new AnsweredLevels(rulebook.Regulation.Levels, time.DayOf(time.Now)));
        if (file.Faults.Count > 0)
            return AsFault(file.Faults);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Yaml)));
        var state = await database.RegisterStates.SingleOrDefaultAsync(cancellationToken);
        var isStart = request.Actor.Kind == ActorKind.Program;
        var import = new RegisterImport(database, book, request.Actor, time.Now, time.DayOf(time.Now), keepsChanges: isStart && state?.StartFileDigest == digest);
        var faults = await import.CheckAsync(file, request.FileName, cancellationToken);
        if (faults.Count > 0)
            return AsFault(faults);
        var before = directory.Current.Version;
        var imported = await import.ApplyAsync(file, cancellationToken);
        if (isStart)
            (await database.RegisterStates.SingleAsync(cancellationToken)).StartFileDigest = digest;
        await duties.EnsureAsync(cancellationToken);
        afterCommit.Add(directory.ReloadAsync);
        if (imported.Version != before)
            facts.Add(new RegisterChanged(time.Now, imported.Version));
        return imported;
    }

    private static Fault AsFault(IReadOnlyList<DocumentFault> faults)
    {
        var lines = string.Join('\n', faults.OrderBy(f => f.Line).ThenBy(f => f.Column));
        return new Fault(FaultKind.Invalid, "register.faults", new Wording(lines, lines));
    }
}
