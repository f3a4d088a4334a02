using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Api.Shapes;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Web.Api.ListParameters;

namespace HaiPhongSoc.Web.Api;

/// <summary>Search of events, within the asker's reach.</summary>
internal static class EventsApi
{
    private const long Day = 86_400_000_000L;

    private static readonly TextParameter Query = new("query", "KQL; empty = everything.", 4_096, 0);
    private static readonly TimeParameter From = new("from", "Event time from here on; default: a day before `to`.");
    private static readonly TimeParameter To = new("to", "Event time before; default: a minute from now.");
    private static readonly NumberParameter Buckets = new("buckets", "Steps of the range.", 1, 500, 60);
    private static readonly TextParameter Field = new("field", "ECS or original name.");
    private static readonly NumberParameter Count = new("count", "Most values.", 1, 100, 10);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/events", SearchAsync).Asks<SearchEvents, EventPageShape>(
            "events.search", "Events, newest first", r => r with { Searches = true, IsPaged = true }, Query, From, To, Limit, Cursor);
        api.MapGet("/events/histogram", HistogramAsync).Asks<SearchEvents, HistogramShape>(
            "events.histogram", "Counts over time", r => r with { Searches = true }, Query, From, To, Buckets);
        api.MapGet("/events/top", TopAsync).Asks<SearchEvents, TopShape>(
            "events.top", "The most frequent values of a field", r => r with { Searches = true }, Query, From, To, Field, Count);
        api.MapGet("/events/{id}", GetAsync).Asks<SearchEvents, EventShape>("events.get", "An event", r => r with { HasTag = true });
    }

    private static async Task<IResult> SearchAsync(ApiCall call)
    {
        if (Read(call, out var query) is { } problem)
            return problem;
        var page = await Reading(call).SearchAsync(
            call.Actor, new SearchRequest { Query = query.Query, From = query.From, To = query.To, Limit = call.Get(Limit)!.Value, Before = call.Get(Cursor) }, call.Gone);
        var next = page.Cursor is { } cursor ? PageCursor.Write(cursor) : null;
        call.Link(next, ("from", ApiJson.Write(Instant.Of(query.From))), ("to", ApiJson.Write(Instant.Of(query.To))));
        return ApiCall.Json(new EventPageShape(
            [.. page.Hits.Select(EventShape.Of)], next, next is not null, page.Truncated, Instant.Of(query.From), Instant.Of(query.To)));
    }

    private static async Task<IResult> HistogramAsync(ApiCall call)
    {
        if (Read(call, out var query) is { } problem)
            return problem;
        var buckets = await Reading(call).HistogramAsync(call.Actor, query, call.Get(Buckets)!.Value, call.Gone);
        return ApiCall.Json(new HistogramShape(
            buckets.Sum(b => b.Count), [.. buckets.Select(b => new BucketShape(Instant.Of(b.From), Instant.Of(b.To), b.Count))]));
    }

    private static async Task<IResult> TopAsync(ApiCall call)
    {
        if (Read(call, out var query) is { } problem)
            return problem;
        if (call.Get(Field) is not { } field)
            return Wrong(Field.Name, new Wording("chọn một trường", "name a field"));
        var values = await Reading(call).TopAsync(call.Actor, query, field, call.Get(Count)!.Value, call.Gone);
        return ApiCall.Json(new TopShape(field, [.. values.Select(v => new ValueCountShape(v.Value, v.Count))]));
    }

    private static async Task<IResult> GetAsync(ApiCall call, string id)
    {
        if (!EventId.TryParse(id, out var wanted))
            return ApiProblem.OfStatus(StatusCodes.Status404NotFound);
        var found = await Reading(call).GetManyAsync(call.Actor, [wanted], call.Gone);
        return found is [var one] ? call.One(EventShape.Of(one), 0) : ApiProblem.OfStatus(StatusCodes.Status404NotFound);
    }

    private static EventReading Reading(ApiCall call) => call.Services.GetRequiredService<EventReading>();

    private static ApiProblem? Read(ApiCall call, out EventQuery query)
    {
        query = new EventQuery();
        var text = call.Get(Query) ?? "";
        if (!KqlQuery.TryParse(text, out var kql, out var error))
        {
            return Wrong(Query.Name, Told(error)) with
            {
                Code = "search.query",
                Parts = [new ProblemPart(Told(error), Parameter: Query.Name, Line: error.Line, Column: error.Column)],
            };
        }

        var to = call.Get(To) ?? UtcMicroseconds.Now(call.Services.GetRequiredService<TimeProvider>()) + (Day / 1_440);
        var from = call.Get(From) ?? to - Day;
        if (from >= to)
            return Wrong(From.Name, new Wording("from phải trước to", "from must be before to"));
        query = new EventQuery { Query = kql, From = from, To = to };
        return null;
    }

    internal static ApiProblem Wrong(string parameter, Wording why) => new(StatusCodes.Status400BadRequest, "request.parameters", why)
    {
        Parts = [new ProblemPart(why, Parameter: parameter)],
    };

    private static Wording Told(KqlError error) =>
        new(Words.In("vi", $"Kql.{error.Code}", [.. error.Args]), Words.In("en", $"Kql.{error.Code}", [.. error.Args]));
}
