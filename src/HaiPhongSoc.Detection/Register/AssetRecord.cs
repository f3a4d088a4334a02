using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Register;

/// <summary>One entry of the register's asset table: within a realm and a time, something that logs name belongs to a system.</summary>
/// <param name="Realm">The network in which the key means something; public addresses live in <c>internet</c>.</param>
/// <param name="Key">What it is called, compared without case; an address range with zero host bits.</param>
/// <param name="ValidFrom">Inclusive, UTC microseconds.</param>
/// <param name="ValidTo">Exclusive, UTC microseconds; null = still valid.</param>
/// <param name="SystemCode">The system that owns the asset.</param>
public sealed record AssetRecord(string Realm, AssetKind Kind, string Key, long ValidFrom, long? ValidTo, string SystemCode)
{
    /// <summary>True where the asset is the system's at that time.</summary>
    public bool Holds(long time) => ValidFrom <= time && (ValidTo is not { } end || time < end);
}
