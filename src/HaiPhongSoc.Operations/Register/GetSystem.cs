using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register;

public sealed record GetSystem(string Code) : IQuery<SystemDetail>;
