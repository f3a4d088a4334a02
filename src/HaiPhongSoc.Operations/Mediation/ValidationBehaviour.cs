using FluentValidation;
using MediatR;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>A request that its validators refuse never reaches its handler. Messages are written as "vi | en".</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = validators.SelectMany(v => v.Validate(request).Errors).Select(e => new FaultyMember(e.PropertyName, Wording.OfBoth(e.ErrorMessage))).ToList();
        return failures.Count == 0 ? await next() : TResponse.Of(AsFault(failures));
    }

    private static Fault AsFault(List<FaultyMember> failures) => new(
        FaultKind.Invalid,
        "request.invalid",
        new Wording(string.Join("; ", failures.Select(f => f.Message.Vi)), string.Join("; ", failures.Select(f => f.Message.En))))
    { Members = failures };
}
