namespace HaiPhongSoc.Events;

/// <summary>An information system (hệ thống thông tin) as the register had it at an event's time.</summary>
/// <param name="Code">The register's short code, unique, for example <c>dvc</c>.</param>
/// <param name="Name">Full Vietnamese name.</param>
/// <param name="Level">Effective security level (cấp độ), 1–5; 0 where none is proposed, computed or approved yet.</param>
/// <param name="OwnerCode">Code of the organisation that owns it (chủ quản).</param>
/// <param name="OwnerName">Name of the owner.</param>
/// <param name="MayBeInUse">False while it has no conclusion that it is secure (Plan 40, principle 1).</param>
/// <param name="HasRealData">True where it holds real data; a test system with real data obeys the same rules (Plan 40, principle 2).</param>
public sealed record SystemIdentity(
    string Code, string Name, int Level, string OwnerCode, string OwnerName, bool MayBeInUse, bool HasRealData)
{
    /// <summary>True for a test system with real data that has no conclusion that it is secure (Plan 40, principle 2).</summary>
    public bool OwesConclusion { get; init; }
}
