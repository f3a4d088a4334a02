using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Api;

/// <summary>What a route of the API is, said once: for who may use it, for how it is read and for the document.</summary>
/// <param name="Request">What it asks of Operations: who may ask that may use the route.</param>
/// <param name="Id">Stable name of the operation.</param>
internal sealed record ApiRoute(Type Request, string Id, string Summary, IReadOnlyList<QueryParameter> Parameters)
{
    /// <summary>It changes a record that its caller must have read: If-Match.</summary>
    public bool NeedsVersion { get; init; }

    /// <summary>It gives one record with an ETag: If-None-Match.</summary>
    public bool HasTag { get; init; }

    public bool IsPaged { get; init; }

    public bool IsCreated { get; init; }

    public bool Searches { get; init; }

    /// <summary>Null where it answers 200 or 201 with nothing that has a shape.</summary>
    public Type? Answer { get; init; }

    /// <summary>What the answer is written in.</summary>
    public string AnswerType { get; init; } = EntityTags.JsonType;

    public string Scope => PermissionTable.ScopeOf(Request) ?? throw new InvalidOperationException($"{Request.Name} has no row in the permission table");

    /// <summary>What it is about; rates are limited by it.</summary>
    public string Area => Scope.Split(':')[0];
}

internal static class ApiRouteBuilding
{
    /// <summary>The route asks <typeparamref name="TRequest"/> and answers <typeparamref name="TAnswer"/>.</summary>
    public static RouteHandlerBuilder Asks<TRequest, TAnswer>(
        this RouteHandlerBuilder builder, string id, string summary, Func<ApiRoute, ApiRoute>? more = null, params IReadOnlyList<QueryParameter> parameters)
    {
        var route = new ApiRoute(typeof(TRequest), id, summary, parameters) { Answer = typeof(TAnswer) };
        route = more is null ? route : more(route);
        return builder
            .WithName(id)
            .WithMetadata(route, new MayAttribute<TRequest>())
            .Produces<TAnswer>(route.IsCreated ? StatusCodes.Status201Created : StatusCodes.Status200OK, route.AnswerType);
    }
}
