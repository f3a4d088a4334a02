using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A row that changes the register, or something that the file leaves out and thereby ends.</summary>
/// <param name="Line">Of the file; null where it is left out.</param>
public sealed record AssetImportRow(
    AssetStep Step, long? Line, string SystemCode, string SystemName, string Realm, AssetKind Kind, string Key, long ValidFrom, long? ValidTo, string? CarvedFrom);

/// <summary>Makes the plan of a file with the register of the request at hand.</summary>
internal sealed class AssetImports(OperationsDbContext database, CityTime time)
{
    public async Task<Outcome<(AssetImportPlan Plan, AssetTable Table, RegisterSeen Register)>> PlanAsync(ReadOnlyMemory<byte> file, bool endsMissing, CancellationToken cancellationToken)
    {
        var sheet = SheetReader.Read(file.ToArray(), AssetSheet.Name);
        if (!sheet.IsSuccess)
            return sheet.Fault;
        var table = AssetTable.Read(sheet.Value, time.Zone);
        if (!table.IsSuccess)
            return table.Fault;
        var register = new RegisterSeen(
            await database.Systems.Include(s => s.Assets).ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken),
            await database.Assets.AsNoTracking().ToListAsync(cancellationToken),
            await database.Systems.IgnoreQueryFilters().AsNoTracking().ToDictionaryAsync(s => s.Code, s => s.Name, StringComparer.Ordinal, cancellationToken),
            time.Zone,
            time.Now);
        return (AssetImportPlan.Make(table.Value, register, endsMissing), table.Value, register);
    }
}
