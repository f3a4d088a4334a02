using FluentValidation;
using MediatR;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>A request that its validators refuse never reaches its handler. Messages are written as "vi | en".</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = validators.SelectMany(v => v.Validate(request).Errors).Select(e => e.ErrorMessage).ToList();
        return failures.Count == 0 ? await next() : TResponse.Of(AsFault(failures));
    }

    private static Fault AsFault(List<string> failures)
    {
        var halves = failures.Select(f => f.Split(" | ", 2)).ToList();
        return new Fault(
            FaultKind.Invalid,
            "request.invalid",
            new Wording(string.Join("; ", halves.Select(h => h[0])), string.Join("; ", halves.Select(h => h[^1]))));
    }
}
