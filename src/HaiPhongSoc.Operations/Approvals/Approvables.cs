using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>Every kind of approvable command: how it is kept, judged and carried out.</summary>
internal static class Approvables
{
    public static IReadOnlyDictionary<string, Approvable> All { get; } = typeof(INeedsApproval).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(INeedsApproval)))
        .ToDictionary(type => type.Name, Make, StringComparer.Ordinal);

    private static Approvable Make(Type command)
    {
        var answer = command.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>)).GetGenericArguments()[0];
        return (Approvable)Activator.CreateInstance(typeof(Approvable<,>).MakeGenericType(command, answer))!;
    }
}

internal abstract class Approvable
{
    public abstract Type Request { get; }

    /// <summary>Its answer is shown once: whoever asked must be there.</summary>
    public abstract bool Reveals { get; }

    public abstract string Write(INeedsApproval command);

    public abstract INeedsApproval Read(string values, Actor actor);

    /// <summary>Its validators, then its case.</summary>
    public abstract Task<Outcome<ApprovalCase>> JudgeAsync(IServiceProvider scope, INeedsApproval command, CancellationToken cancellationToken);

    /// <summary>The handler itself, in the transaction at hand; the answer where it is shown once, otherwise empty.</summary>
    public abstract Task<Outcome<string>> RunAsync(IServiceProvider scope, INeedsApproval command, CancellationToken cancellationToken);
}

internal sealed class Approvable<TCommand, TResult> : Approvable
    where TCommand : class, INeedsApproval, ICommand<TResult>
{
    private static readonly PropertyInfo ActorOf = typeof(TCommand).GetProperty(nameof(IAsked.Actor))!;

    public override Type Request => typeof(TCommand);

    public override bool Reveals => typeof(TResult).IsAssignableTo(typeof(IRevealsOnce));

    public override string Write(INeedsApproval command)
    {
        var values = JsonSerializer.SerializeToNode((TCommand)command)!.AsObject();
        values.Remove(nameof(IAsked.Actor));
        return values.ToJsonString();
    }

    public override INeedsApproval Read(string values, Actor actor)
    {
        var command = JsonNode.Parse(values).Deserialize<TCommand>()!;
        ActorOf.SetValue(command, actor);
        return command;
    }

    public override Task<Outcome<ApprovalCase>> JudgeAsync(IServiceProvider scope, INeedsApproval command, CancellationToken cancellationToken)
    {
        var failures = scope.GetServices<IValidator<TCommand>>().SelectMany(v => v.Validate((TCommand)command).Errors).Select(e => Wording.OfBoth(e.ErrorMessage)).ToList();
        if (failures.Count == 0)
            return scope.GetRequiredService<IApprovalCase<TCommand>>().OfAsync((TCommand)command, cancellationToken);
        return Task.FromResult<Outcome<ApprovalCase>>(Faults.Invalid(
            "request.invalid", string.Join("; ", failures.Select(f => f.Vi)), string.Join("; ", failures.Select(f => f.En))));
    }

    public override async Task<Outcome<string>> RunAsync(IServiceProvider scope, INeedsApproval command, CancellationToken cancellationToken)
    {
        var outcome = await scope.GetRequiredService<IRequestHandler<TCommand, Outcome<TResult>>>().Handle((TCommand)command, cancellationToken);
        if (outcome.Fault is { } fault)
            return fault;
        return outcome.Value is IRevealsOnce shown ? shown.Revealed : "";
    }
}
