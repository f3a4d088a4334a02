using Microsoft.AspNetCore.DataProtection;

namespace HaiPhongSoc.Operations.Data;

/// <summary>The web's session keys among the operational records, for several nodes in front of one database.</summary>
public static class OperationsKeyRing
{
    /// <summary>Keeps the keys in the operational database. What they are encrypted by must lie elsewhere: the caller says so.</summary>
    public static IDataProtectionBuilder PersistKeysToOperations(this IDataProtectionBuilder keys) => keys.PersistKeysToDbContext<OperationsDbContext>();
}
