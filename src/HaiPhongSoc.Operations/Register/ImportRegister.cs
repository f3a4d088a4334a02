using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Sheets;
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
/// <param name="Seen">Of the preview: where the register or the file says something else by now, nothing is done. Null where there was none.</param>
public sealed record ImportRegister(Actor Actor, string Yaml, string FileName, string? Seen = null) : ICommand<RegisterImported>;

/// <param name="Version">The register's version afterwards; it grows only if something changed.</param>
public sealed record RegisterImported(long Version, int SystemsAdded, int SystemsChanged, int SystemsUnchanged, int Assets, int Organisations);

internal sealed class ImportRegisterHandler(
    OperationsDbContext database, RegisterImports imports, DutyBook duties, SystemDirectory directory, AfterCommit afterCommit, FactsToTell facts, CityTime time)
    : IRequestHandler<ImportRegister, Outcome<RegisterImported>>
{
    public async Task<Outcome<RegisterImported>> Handle(ImportRegister request, CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Yaml)));
        var isStart = request.Actor.Kind == ActorKind.Program;
        var isAgain = isStart && await database.RegisterStates.AnyAsync(s => s.StartFileDigest == digest, cancellationToken);
        var (import, faults) = await imports.StageAsync(request.Actor, request.Yaml, request.FileName, keepsChanges: isAgain, cancellationToken);
        if (faults.Count > 0)
            return AsFault(faults);
        if (request.Seen is { } seen && seen != import.Digest)
            return ImportWords.Changed;
        var before = directory.Current.Version;
        var imported = await import.SaveAsync(cancellationToken);
        if (isStart)
            (await database.RegisterStates.SingleAsync(cancellationToken)).StartFileDigest = digest;
        await duties.EnsureAsync(cancellationToken);
        afterCommit.Add(directory.ReloadAsync);
        if (imported.Version != before)
            facts.Add(new RegisterChanged(time.Now, imported.Version));
        return imported;
    }

    private static Fault AsFault(IReadOnlyList<DocumentFault> faults) => Faults.Invalid(
        "register.faults", string.Join('\n', faults.Select(f => f.Told.Vi)), string.Join('\n', faults.Select(f => f.Told.En)));
}
