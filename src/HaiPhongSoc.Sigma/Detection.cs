namespace HaiPhongSoc.Sigma;

/// <summary>One named detection: any of its alternatives; an alternative holds when all its items do. A map is one alternative, a list of maps several.</summary>
public sealed record Detection(IReadOnlyList<DetectionAlternative> Alternatives);

/// <summary>Items that must all hold.</summary>
public sealed record DetectionAlternative(IReadOnlyList<DetectionItem> Items);
