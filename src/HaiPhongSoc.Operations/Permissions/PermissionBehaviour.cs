using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Permissions;

/// <summary>Before anything of a request is looked at: may its actor make it, and which records does it reach.</summary>
internal sealed class PermissionBehaviour<TRequest, TResponse>(OperationsDbContext database) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IAsked
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var extent = PermissionTable.ExtentOf(request.Actor, typeof(TRequest));
        if (extent == Extent.None)
            return TResponse.Of(Faults.Forbidden);
        database.Reach = await Reach.OfAsync(request.Actor, extent, database, cancellationToken);
        return await next();
    }
}
