using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Load;

internal sealed class YearOfWork(IServiceScopeFactory scopes, Rulebook rulebook, CityTime time) : IYearOfWork
{
    private const int AlertsAtOnce = 5_000;
    private const int IncidentsAtOnce = 500;

    public async Task FillAsync(int alerts, int incidents, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var systems = await SystemsAsync(cancellationToken);
        var records = new LoadRecords(systems, rulebook, time.Now, alerts, incidents);
        var ids = new List<long>(incidents);
        for (var first = 0; first < incidents; first += IncidentsAtOnce)
        {
            var batch = Enumerable.Range(first, Math.Min(IncidentsAtOnce, incidents - first)).Select(records.Incident).ToList();
            await AddAsync(batch, cancellationToken);
            ids.AddRange(batch.Select(incident => incident.Id));
        }

        for (var first = 0; first < alerts; first += AlertsAtOnce)
        {
            var batch = Enumerable.Range(first, Math.Min(AlertsAtOnce, alerts - first)).Select(n => records.Alert(n, ids)).ToList();
            await AddAsync(batch, cancellationToken);
            await AddAsync([.. batch.Select((alert, i) => new AlertEvent { AlertId = alert.Id, Partition = 99, Offset = first + i })], cancellationToken);
            progress?.Report(first + batch.Count);
        }
    }

    private async Task<IReadOnlyList<LoadSystem>> SystemsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        if (await database.Alerts.AnyAsync(cancellationToken) || await database.Incidents.AnyAsync(cancellationToken))
            throw new InvalidOperationException("there are alerts or incidents already: load commands write into a new data directory only");
        var names = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var systems = await database.Systems.Include(s => s.Assets).OrderBy(s => s.Code).ToListAsync(cancellationToken);
        return systems.ConvertAll(s => new LoadSystem(
            s.Code, s.Name, s.EffectiveLevel, s.OwnerCode, names[s.OwnerCode], [.. s.Assets.Where(a => !a.IsNetwork).Select(a => a.Key).DefaultIfEmpty($"{s.Code}-01")]));
    }

    private async Task AddAsync<T>(IReadOnlyList<T> records, CancellationToken cancellationToken)
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.AddRange(records);
        await database.SaveChangesAsync(cancellationToken);
    }
}
