using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

public sealed record GetIncident(string Number) : IQuery<IncidentDetail>;
