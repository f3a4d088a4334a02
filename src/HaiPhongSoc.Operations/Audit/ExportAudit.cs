using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>The sealed entries of a span of time as NDJSON with a manifest (<see cref="IAuditChain.ExportAsync"/>), written to <paramref name="Output"/> while it is read.</summary>
/// <param name="From">Inclusive, UTC microseconds.</param>
/// <param name="To">Exclusive, UTC microseconds.</param>
public sealed record ExportAudit(Actor Actor, long From, long To, Stream Output) : IQuery<AuditManifest>;

internal sealed class ExportAuditValidator : AbstractValidator<ExportAudit>
{
    public ExportAuditValidator() =>
        RuleFor(r => r.To).GreaterThan(r => r.From).WithMessage("thời điểm cuối phải sau thời điểm đầu | the end must be after the beginning");
}

internal sealed class ExportAuditHandler(IAuditChain chain) : IRequestHandler<ExportAudit, Outcome<AuditManifest>>
{
    public async Task<Outcome<AuditManifest>> Handle(ExportAudit request, CancellationToken cancellationToken) =>
        await chain.ExportAsync(request.Actor, request.From, request.To, request.Output, cancellationToken);
}
