using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Web.Api.ListParameters;

namespace HaiPhongSoc.Web.Api;

/// <summary>The asker itself, the accounts that work can be given to, and the overview.</summary>
internal static class PeopleApi
{
    private static readonly TextParameter Role = new("role", "Only accounts with this role.", 64);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", MeAsync).Asks<GetSelf, MeShape>("me", "Who the asker is, and what it may do");
        api.MapGet("/overview", OverviewAsync).Asks<GetOverview, OverviewShape>("overview", "What the person who comes in needs to see first");
        api.MapGet("/my-work", MyWorkAsync).Asks<GetMyWork, MyWorkShape>("my_work", "What somebody outside the shift owes and by when");
        api.MapGet("/accounts", AccountsAsync).Asks<ListAccounts, PageShape<AccountShape>>(
            "accounts.list", "Accounts that work can be given to, by id", r => r with { IsPaged = true }, Role, Limit, Cursor);
    }

    private static Task<IResult> MeAsync(ApiCall call, HttpContext context)
    {
        AntiforgeryShape? antiforgery = null;
        if (call.Actor.Kind == ActorKind.Person)
        {
            var tokens = call.Services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
            antiforgery = new AntiforgeryShape(tokens.HeaderName ?? "", tokens.RequestToken ?? "");
        }

        return call.AskAsync<SelfView>(new GetSelf(call.Actor), self => ApiCall.Json(MeShape.Of(self, antiforgery)));
    }

    private static Task<IResult> OverviewAsync(ApiCall call) => call.AskAsync<ShiftOverview>(new GetOverview(call.Actor), o => ApiCall.Json(OverviewShape.Of(o)));

    private static Task<IResult> MyWorkAsync(ApiCall call) => call.AskAsync<MyWork>(new GetMyWork(call.Actor), w => ApiCall.Json(MyWorkShape.Of(w)));

    // Some hundreds: the page is cut here.
    private static Task<IResult> AccountsAsync(ApiCall call) => call.AskAsync(new ListAccounts(call.Actor, call.Get(Role)), accounts =>
    {
        var limit = call.Get(Limit)!.Value;
        var after = accounts.OrderBy(a => a.Id, StringComparer.Ordinal)
            .Where(a => call.Get(Cursor) is not { } last || string.CompareOrdinal(a.Id, last) > 0)
            .Take(limit + 1)
            .ToList();
        var shown = after.Take(limit).ToList();
        return call.Page<AccountRow, AccountShape>(
            new ListPage<AccountRow>(shown, after.Count > limit ? shown[^1].Id : null, accounts.Count, accounts.Count), AccountShape.Of);
    });
}
