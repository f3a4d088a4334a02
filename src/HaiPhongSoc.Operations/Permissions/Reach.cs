using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Permissions;

/// <summary>
/// Which records the request at hand may reach. The database context filters every query by it (<see cref="OperationsDbContext"/>), so that a handler
/// cannot forget: what lies outside does not exist for it.
/// </summary>
/// <param name="Extent">From the table.</param>
/// <param name="AccountId">Who asks: restricted incidents are open to named accounts only.</param>
/// <param name="Organisations">Codes of the own organisation and those below it; used where <see cref="Extent"/> is Organisation.</param>
/// <param name="Systems">Codes of the systems that those own or operate.</param>
internal sealed record Reach(Extent Extent, string AccountId, IReadOnlyList<string> Organisations, IReadOnlyList<string> Systems)
{
    /// <summary>Everything, also what is restricted: <c>soc</c> itself.</summary>
    public static Reach Program { get; } = new(Extent.City, Actor.Program.AccountId, [], []);

    public bool IsCity => Extent == Extent.City;

    /// <summary>Whether an organisation lies within it.</summary>
    public bool Holds(string organisationCode) => IsCity || Organisations.Contains(organisationCode, StringComparer.Ordinal);

    public bool SeesRestricted => ReferenceEquals(this, Program);

    public static async Task<Reach> OfAsync(Actor actor, Extent extent, OperationsDbContext database, CancellationToken cancellationToken)
    {
        if (actor.Kind == ActorKind.Program)
            return Program;
        if (extent != Extent.Organisation || actor.OrganisationCode is not { } own)
            return new Reach(extent, actor.AccountId, [], []);
        var parents = await database.Organisations.Select(o => new { o.Code, o.ParentCode }).ToListAsync(cancellationToken);
        var below = Below(own, parents.ToLookup(o => o.ParentCode ?? "", o => o.Code, StringComparer.Ordinal));
        var systems = await database.Systems.IgnoreQueryFilters()
            .Where(s => below.Contains(s.OwnerCode) || below.Contains(s.OperatorCode!))
            .Select(s => s.Code)
            .ToListAsync(cancellationToken);
        return new Reach(extent, actor.AccountId, below, systems);
    }

    private static List<string> Below(string own, ILookup<string, string> children)
    {
        List<string> found = [own];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(children[found[i]].Where(code => !found.Contains(code)));
        return found;
    }
}
