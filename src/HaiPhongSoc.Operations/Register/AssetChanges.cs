using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>What every change of assets has in common besides: no two systems claim one thing at one time.</summary>
internal sealed class AssetChanges(OperationsDbContext database, SystemDirectory directory, AfterCommit afterCommit, FactsToTell facts, CityTime time)
    : SystemChanges(database, directory, afterCommit, facts, time)
{
    /// <summary>One of its assets besides.</summary>
    public async Task<Outcome<(SystemRecord System, AssetEntry Asset)>> FindAsync(string code, long version, long id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(code, version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        return found.Value.Assets.Find(a => a.Id == id) is { } asset
            ? (found.Value, asset)
            : Faults.NotFound(FormattableString.Invariant($"tài sản {id} của hệ thống {code}"), FormattableString.Invariant($"asset {id} of system {code}"));
    }

    /// <summary>A fault where another system claims at that time what <paramref name="wanted"/> is to be, or the same system has it twice.</summary>
    /// <param name="member">Of the request, whose fault it is.</param>
    /// <param name="replaced">Entries that will not be there any more as they are.</param>
    public async Task<Fault?> ClaimedAsync(AssetEntry wanted, string member, IReadOnlyCollection<long> replaced, CancellationToken cancellationToken)
    {
        var others = await Database.Assets.AsNoTracking().Where(a => a.Realm == wanted.Realm && a.Kind == wanted.Kind && !replaced.Contains(a.Id)).ToListAsync(cancellationToken);
        var mine = ClaimedAsset.Of(wanted);
        var claims = others.ConvertAll(ClaimedAsset.Of);
        if (claims.Any(c => c.SystemCode == mine.SystemCode && c.Key == mine.Key && AssetOverlaps.InOneTime(c, mine)))
            return Known(mine, member);
        claims.Add(mine);
        var conflict = AssetOverlaps.Find(claims).FirstOrDefault(c => ReferenceEquals(c.Asset, mine) || ReferenceEquals(c.By, mine));
        if (conflict is null)
            return null;
        var other = ReferenceEquals(conflict.Asset, mine) ? conflict.By : conflict.Asset;

        // Whom to ask must be known, also where the system lies outside the asker's reach.
        var name = await Database.Systems.IgnoreQueryFilters().Where(s => s.Code == other.SystemCode).Select(s => s.Name).SingleAsync(cancellationToken);
        return Of("asset.claimed", member, AssetWords.Claimed(mine, other, name));
    }

    private static Fault Known(ClaimedAsset asset, string member)
    {
        var what = AssetWords.Of(asset.Kind, asset.Key, asset.Realm);
        return Of("asset.known", member, new Wording(
            $"{what.Vi} đã có trong hệ thống này, trùng thời gian: sửa thời gian của khai báo đó", $"{what.En} is an asset of this system already at that time: change that entry"));
    }
}
