using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What a row does.</summary>
/// <param name="Cells">What becomes another; of a new system whatever the row says.</param>
public sealed record SystemImportRow(SystemImportStep Step, long Line, string SystemCode, string SystemName, IReadOnlyList<ImportCell> Cells);

/// <param name="Column">Its name.</param>
/// <param name="From">Empty where nothing stood there.</param>
/// <param name="To">Empty where it is taken out.</param>
public sealed record ImportCell(Wording Column, string From, string To);

/// <summary>Makes the plan of a file with the register of the request at hand.</summary>
internal sealed class SystemImports(OperationsDbContext database, RecordBook records, CityTime time)
{
    public async Task<Outcome<(SystemImportPlan Plan, SystemTable Table)>> PlanAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var sheet = SheetReader.Read(file.ToArray(), SystemSheet.Name);
        if (!sheet.IsSuccess)
            return sheet.Fault;
        var table = SystemTable.Read(sheet.Value);
        if (!table.IsSuccess)
            return table.Fault;
        return (SystemImportPlan.Make(table.Value, await SeenAsync(cancellationToken)), table.Value);
    }

    private async Task<SystemsSeen> SeenAsync(CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.Now);
        var operators = await database.Organisations.Where(o => o.ValidTo == null || o.ValidTo >= today).Select(o => o.Code).ToListAsync(cancellationToken);
        var twice = await records.RolesAsync(cancellationToken);
        return new SystemsSeen(
            await database.Systems.ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken),
            (await database.Systems.IgnoreQueryFilters().Select(s => s.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal),
            operators.Where(database.Reach.Holds).ToHashSet(StringComparer.Ordinal),
            operators.ToHashSet(StringComparer.Ordinal),
            database.Reach.IsCity,
            (system, unit) => twice(system, unit, []),
            today);
    }
}
