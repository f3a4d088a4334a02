using HaiPhongSoc.Operations.Permissions;
using Microsoft.AspNetCore.Authorization;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// The page or route is there for whoever may make this kind of request (<see cref="PermissionTable"/>). It only hides: what may be done is decided
/// around the handler, again at every request.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class MayAttribute<TRequest> : AuthorizeAttribute, IAuthorizationRequirementData, IMay
{
    public Type Request => typeof(TRequest);

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new MayRequirement(typeof(TRequest))];
}

/// <summary>What a page or route asks for, without its type parameter.</summary>
internal interface IMay
{
    Type Request { get; }
}

internal sealed record MayRequirement(Type Request) : IAuthorizationRequirement;

internal sealed class MayHandler : AuthorizationHandler<MayRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && PermissionTable.ExtentOf(ConsoleClaims.ActorOf(context.User), requirement.Request) != Extent.None)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
