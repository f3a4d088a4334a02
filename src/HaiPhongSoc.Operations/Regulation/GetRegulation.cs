using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>The profile that the program obeys now, every row with its basis.</summary>
public sealed record GetRegulation(Actor Actor) : IQuery<RegulationView>;

internal sealed class GetRegulationHandler(Rulebook rulebook) : IRequestHandler<GetRegulation, Outcome<RegulationView>>
{
    public Task<Outcome<RegulationView>> Handle(GetRegulation request, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<RegulationView>>(RegulationRows.Of(rulebook.Regulation));
}
