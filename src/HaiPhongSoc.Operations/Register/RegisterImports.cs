using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Reads a register file and holds it against the register of the request at hand.</summary>
internal sealed class RegisterImports(OperationsDbContext database, Rulebook rulebook, RecordBook book, CityTime time)
{
    /// <summary>What the file does, not saved yet; with faults, in the order of the file, it does nothing.</summary>
    /// <param name="keepsChanges">Known organisations and systems stay as people have made them since.</param>
    public async Task<(RegisterImport Import, IReadOnlyList<DocumentFault> Faults)> StageAsync(
        Actor actor, string yaml, string fileName, bool keepsChanges, CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.Now);
        var import = new RegisterImport(database, book, time, actor, keepsChanges);
        var file = RegisterFile.Read(yaml, fileName, time.Zone, new AnsweredLevels(rulebook.Regulation.Levels, today));
        var faults = file.Faults.Count > 0 ? file.Faults : await new RegisterChecks(database, book, today, keepsChanges, file, fileName).FindAsync(cancellationToken);
        if (faults.Count == 0)
            await import.StageAsync(file, cancellationToken);
        return (import, [.. faults.OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }
}
