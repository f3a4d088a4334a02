using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Api;

/// <summary>The HTTP API: what the console does, for programs.</summary>
internal static class ApiEndpoints
{
    public const string Root = "/api/v1";
    public const string Document = Root + "/openapi.json";

    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<ApiLimits>();
        var all = routes.MapGroup("").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = ApiAuthentication.Either });
        all.MapOpenApi(Document);
        var api = all.MapGroup(Root).AddEndpointFilter(CheckAsync).DisableAntiforgery();
        PeopleApi.Map(api);
        AlertsApi.Map(api);
        IncidentsApi.Map(api);
        RegisterApi.Map(api, limits);
        OrganisationsApi.Map(api);
        RegulationApi.Map(api);
        EventsApi.Map(api);
        AuditApi.Map(api);
        return all;
    }

    /// <summary>How large a body may be, said before it is read.</summary>
    public static Task BoundBodyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound && ApiDoor.Serves(context.Request))
        {
            bound.MaxRequestBodySize = context.GetEndpoint()?.Metadata.GetMetadata<LargestBody>()?.Bytes
                ?? context.RequestServices.GetRequiredService<ApiLimits>().LargestBody;
        }

        return next(context);
    }

    // A person's browser sends the cookie by itself: a change needs what another site's page cannot know.
    private static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var isRead = HttpMethods.IsGet(context.Request.Method);
        if (!isRead && context.User.Identity is not ActorIdentity
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            return new ApiProblem(StatusCodes.Status403Forbidden, "access.antiforgery", new Operations.Mediation.Wording(
                "phiên đăng nhập cần mã chống giả mạo: lấy ở /api/v1/me và gửi trong tiêu đề", "a session needs the antiforgery token: take it from /api/v1/me and send it as a header"));
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument is IRead { Problem: { } problem })
                return problem;
        }

        return await next(invocation);
    }
}
