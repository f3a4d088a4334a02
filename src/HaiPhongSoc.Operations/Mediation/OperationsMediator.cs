using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Permissions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>MediatR 5 has no registration of its own: every handler and validator of this assembly, and the behaviours in their fixed order.</summary>
internal static class OperationsMediator
{
    public static void Register(IServiceCollection services)
    {
        foreach (var type in typeof(OperationsMediator).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(IsHandlerOrValidator))
                services.AddTransient(contract, type);
        }

        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TraceBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuditBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(PermissionBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ApprovalBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehaviour<,>));
        services.AddScoped<AfterRefusal>();
        services.AddScoped<OnceScope>();
        services.AddSingleton<OnceUpkeepWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<OnceUpkeepWorker>());
        services.AddScoped<ServiceFactory>(scope => scope.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddSingleton<IOperations, OperationsDoor>();
    }

    private static bool IsHandlerOrValidator(Type contract) =>
        contract.IsGenericType
        && (contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) || contract.GetGenericTypeDefinition() == typeof(IValidator<>)
            || contract.GetGenericTypeDefinition() == typeof(IApprovalCase<>));
}

internal sealed class OperationsDoor(IServiceScopeFactory scopes, OperationsDatabase store) : IOperations
{
    public Task<Outcome<T>> SendAsync<T>(ICommand<T> command, CancellationToken cancellationToken = default) =>
        store.AloneAsync(ct => InOwnScope(command, ct), cancellationToken);

    public Task<Outcome<T>> SendAsync<T>(IQuery<T> query, CancellationToken cancellationToken = default) => InOwnScope(query, cancellationToken);

    public Task<OnceOutcome<T>> SendOnceAsync<T>(ICommand<T> command, OnceKey key, CancellationToken cancellationToken = default) =>
        store.AloneAsync(
            async ct =>
            {
                await using var scope = scopes.CreateAsyncScope();
                var once = scope.ServiceProvider.GetRequiredService<OnceScope>();
                once.Key = key;
                var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
                return new OnceOutcome<T>(outcome, once.Replayed);
            },
            cancellationToken);

    private async Task<Outcome<T>> InOwnScope<T>(IRequest<Outcome<T>> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
