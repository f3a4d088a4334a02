using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Incidents;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What is done to a restricted record is for its named people and for the audit, and is not told to the corridor: whoever may search events would read there
/// that the incident exists, its number, who works on it and why it was restricted.
/// </summary>
internal static class RestrictedWork
{
    /// <summary>True where the command restricted a record, opened one, or touched one that is restricted.</summary>
    public static bool Is(object request, OperationsDbContext database) =>
        request is RestrictIncident or OpenIncidentTo
        || database.ChangeTracker.Entries<IncidentRecord>().Any(i => i.Entity.Restricted)
        || database.ChangeTracker.Entries<AlertRecord>().Any(a => a.Entity.Restricted)
        || database.ChangeTracker.Entries<ApprovalRecord>().Any(a => a.Entity.Command == nameof(OpenIncidentTo));
}
