using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Publishes the register to detection: built from the committed rows, swapped by one reference write, never going back.</summary>
internal sealed class SystemDirectory(IServiceScopeFactory scopes) : ISystemDirectory, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile SystemDirectorySnapshot _current = SystemDirectorySnapshot.Empty;

    public SystemDirectorySnapshot Current => _current;

    public void Dispose() => _oneAtATime.Dispose();

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            _current = await BuildAsync(scope.ServiceProvider.GetRequiredService<OperationsDbContext>(), cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static async Task<SystemDirectorySnapshot> BuildAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        // One read transaction: version, systems and assets are of one moment.
        await using var transaction = await database.BeginSnapshotAsync(cancellationToken);
        var state = await database.RegisterStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var owners = await database.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var systems = await database.Systems.AsNoTracking().ToListAsync(cancellationToken);
        var assets = await database.Assets.AsNoTracking().ToListAsync(cancellationToken);
        return new SystemDirectorySnapshot(
            state?.Version ?? 0,
            systems.Select(s => new SystemIdentity(s.Code, s.Name, s.EffectiveLevel, s.OwnerCode, owners[s.OwnerCode], s.MayBeInUse, s.HasRealData) { OwesConclusion = s.OwesConclusion }),
            assets.Select(a => new AssetRecord(a.Realm, a.Kind, a.Key, a.ValidFrom, a.ValidTo, a.SystemCode)));
    }
}
