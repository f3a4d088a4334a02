using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Permissions;

/// <summary>Which events of the event store the actor may read. Ask before every search: the store itself knows no actors.</summary>
public sealed record SearchEvents(Actor Actor) : IQuery<EventReach>;

/// <param name="Everything">Every event, also those of no system.</param>
/// <param name="Systems">Otherwise: the codes of the systems whose events may be read.</param>
public sealed record EventReach(bool Everything, IReadOnlyList<string> Systems);

internal sealed class SearchEventsHandler(OperationsDbContext database) : IRequestHandler<SearchEvents, Outcome<EventReach>>
{
    public Task<Outcome<EventReach>> Handle(SearchEvents request, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<EventReach>>(new EventReach(database.Reach.IsCity, database.Reach.Systems));
}
