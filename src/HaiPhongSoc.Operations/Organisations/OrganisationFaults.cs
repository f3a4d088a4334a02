using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

internal static class OrganisationFaults
{
    public static Fault Ended { get; } = Faults.Refused("organisation.ended", "cơ quan này đã kết thúc hoạt động: ghi ở cơ quan kế thừa", "this organisation has ended: enter it with its successor");

    public static Fault NotFound(string code) => Faults.NotFound($"cơ quan {code}", $"organisation {code}");
}

internal static class OrganisationReach
{
    /// <summary>Organisations that the request at hand reaches: names are read everywhere, so that no filter of the context hides the others.</summary>
    public static IQueryable<OrganisationRecord> ReachedOrganisations(this OperationsDbContext database)
    {
        var reach = database.Reach;
        return reach.IsCity ? database.Organisations : database.Organisations.Where(o => reach.Organisations.Contains(o.Code));
    }

    public static Task<OrganisationRecord?> ReachedOrganisationAsync(this OperationsDbContext database, string code, CancellationToken cancellationToken) =>
        database.ReachedOrganisations().SingleOrDefaultAsync(o => o.Code == code, cancellationToken);
}
