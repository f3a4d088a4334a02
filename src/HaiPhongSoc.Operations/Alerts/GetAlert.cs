using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

public sealed record GetAlert(long Id) : IQuery<AlertDetail>;
