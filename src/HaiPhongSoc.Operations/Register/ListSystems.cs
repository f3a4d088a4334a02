using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register;

/// <summary>The register: highest level first, then by name. Everything that is null does not filter. Whole in one page: a city has hundreds.</summary>
/// <param name="Text">Part of the name or code, without case.</param>
public sealed record ListSystems(
    int? MinLevel = null, SystemStatus? Status = null, string? OwnerCode = null, string? Text = null) : IQuery<ListPage<SystemRow>>;
