using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Api;

/// <summary>How many systems of which level each organisation owns, and how many of them lack something.</summary>
internal static class SystemMapApi
{
    public static readonly WordParameter<SystemGap> Gap = new("gap", "Systems that lack this.");

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/system-map", GetAsync).Asks<GetSystemMap, SystemMapShape>(
            "systems.map", "Systems by organisation and effective level, and how many of them lack something; retired ones are not counted", parameters: [Gap]);

    private static Task<IResult> GetAsync(ApiCall call) => call.AskAsync(new GetSystemMap(call.Actor, call.Get(Gap)), map => ApiCall.Json(SystemMapShape.Of(map)));
}
