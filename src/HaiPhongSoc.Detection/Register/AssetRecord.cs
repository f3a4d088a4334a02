using System.Net;

namespace HaiPhongSoc.Detection.Register;

/// <summary>
/// One entry of the register's asset table: within a realm and a time, an address range or a host name belongs to a system. Exactly one of
/// <paramref name="Network"/> and <paramref name="HostName"/> is set.
/// </summary>
/// <param name="Realm">The network in which the key means something; public addresses live in <c>internet</c>.</param>
/// <param name="Network">An address range (a single address is a /32 or /128).</param>
/// <param name="HostName">A host name, compared without case; a first label matches the fully qualified name and the other way round.</param>
/// <param name="ValidFrom">Inclusive, UTC microseconds.</param>
/// <param name="ValidTo">Exclusive, UTC microseconds; null = still valid.</param>
/// <param name="SystemCode">The system that owns the asset.</param>
public sealed record AssetRecord(string Realm, IPNetwork? Network, string? HostName, long ValidFrom, long? ValidTo, string SystemCode);
