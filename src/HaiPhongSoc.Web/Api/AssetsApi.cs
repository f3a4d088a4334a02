using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.AlertsApi;

namespace HaiPhongSoc.Web.Api;

/// <summary>Assets of one system: every change names the version of the system that was read.</summary>
internal static class AssetsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/systems/{code}/assets", AddAsync).Asks<AddAsset, ChangedShape>("systems.assets.add", "An asset of a system, with its validity", NeedsVersion);
        api.MapPost("/systems/{code}/assets/{asset:long}/end", EndAsync).Asks<EndAsset, ChangedShape>(
            "systems.assets.end", "An asset is nobody's from a time on; or its end is taken back", NeedsVersion);
        api.MapPost("/systems/{code}/assets/{asset:long}/move", MoveAsync).Asks<MoveAsset, AssetMovedShape>(
            "systems.assets.move", "An asset is another system's from a time on; the same back at the same time undoes it", NeedsVersion);
        api.MapPost("/systems/{code}/assets/{asset:long}/remove", RemoveAsync).Asks<RemoveAsset, ChangedShape>(
            "systems.assets.remove", "An entry that was made by mistake: as if it had never been", NeedsVersion);
    }

    private static Task<IResult> AddAsync(ApiCall call, string code, Body<AddAssetShape> body) => call.DoAsync(
        new AddAsset(
            call.Actor, code, call.Version, body.Value.Realm, body.Value.Kind, body.Value.Key, Microseconds(body.Value.ValidFrom), Microseconds(body.Value.ValidTo),
            body.Value.CarvedFrom),
        body);

    private static Task<IResult> EndAsync(ApiCall call, string code, long asset, Body<EndAssetShape> body) =>
        call.DoAsync(new EndAsset(call.Actor, code, call.Version, asset, Microseconds(body.Value.At)), body);

    private static Task<IResult> MoveAsync(ApiCall call, string code, long asset, Body<MoveAssetShape> body) => call.DoAsync(
        new MoveAsset(call.Actor, code, call.Version, asset, body.Value.To, UtcMicroseconds.From(body.Value.At)),
        moved => new AssetMovedShape(moved.AssetId, moved.Version, EntityTags.OfVersion(moved.Version), moved.To, moved.ToVersion),
        body,
        moved => moved.Version);

    private static Task<IResult> RemoveAsync(ApiCall call, string code, long asset, Body<RemoveAssetShape> body) =>
        call.DoAsync(new RemoveAsset(call.Actor, code, call.Version, asset, body.Value.Reason), body);

    private static long? Microseconds(DateTimeOffset? at) => at is { } time ? UtcMicroseconds.From(time) : null;
}
