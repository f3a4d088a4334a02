using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Load;

internal sealed class YearOfWork(IServiceScopeFactory scopes, AuditSequencer sequencer, Rulebook rulebook, CityTime time) : IYearOfWork
{
    // Written record by record; what is older is copies of these.
    private const int MostWritten = 5_000;
    private const int AtOnce = 500;

    public async Task FillAsync(int alerts, int incidents, CancellationToken cancellationToken)
    {
        var systems = await SystemsAsync(cancellationToken);
        var copies = Math.Max(1, (alerts + MostWritten - 1) / MostWritten);
        var (newestAlerts, newestIncidents) = (alerts / copies, incidents / copies);
        var step = TimeSpan.FromDays(365).Microseconds() / copies;
        var records = new LoadRecords(systems, rulebook, time.Now, step, newestAlerts, newestIncidents);
        var ids = new List<long>(newestIncidents);
        foreach (var numbers in Enumerable.Range(0, newestIncidents).Chunk(AtOnce))
        {
            var batch = numbers.Select(records.Incident).ToList();
            await AddAsync(batch, cancellationToken);
            ids.AddRange(batch.Select(incident => incident.Id));
        }

        foreach (var numbers in Enumerable.Range(0, newestAlerts).Chunk(AtOnce))
        {
            var batch = numbers.Select(n => records.Alert(n, ids)).ToList();
            await AddAsync(batch, cancellationToken);
            await AddAsync(batch.ConvertAll(alert => new AlertEvent { AlertId = alert.Id, Partition = 99, Offset = alert.Id }), cancellationToken);
        }

        foreach (var numbers in Enumerable.Range(0, newestAlerts).Chunk(AtOnce))
            await AddAsync(numbers.Select(records.Entry).ToList(), cancellationToken);

        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        database.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        if (copies > 1)
            await new LoadCopies(database, copies - 1, step).WriteAsync(cancellationToken);
        await sequencer.RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<LoadSystem>> SystemsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        if (!database.Database.IsSqlite())
            throw new InvalidOperationException("load commands write into SQLite only");
        if (await database.Alerts.AnyAsync(cancellationToken) || await database.Incidents.AnyAsync(cancellationToken))
            throw new InvalidOperationException("there are alerts or incidents already: load commands write into a new data directory only");
        var names = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var systems = await database.Systems.Include(s => s.Assets).OrderBy(s => s.Code).ToListAsync(cancellationToken);
        return systems.ConvertAll(s => new LoadSystem(
            s.Code, s.Name, s.EffectiveLevel, s.OwnerCode, names[s.OwnerCode], [.. s.Assets.Where(a => a.Kind == AssetKind.Host).Select(a => a.Key).DefaultIfEmpty($"{s.Code}-01")]));
    }

    private async Task AddAsync<T>(IReadOnlyList<T> records, CancellationToken cancellationToken)
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.AddRange(records);
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
