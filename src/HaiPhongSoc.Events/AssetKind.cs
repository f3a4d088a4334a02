namespace HaiPhongSoc.Events;

/// <summary>By what an asset is known in logs. The numbers are stored: never renumber.</summary>
public enum AssetKind
{
    /// <summary>An IPv4 or IPv6 range; a single address is a /32 or /128.</summary>
    Network = 1,

    /// <summary>A host name: a first label matches the fully qualified name and the other way round.</summary>
    Host = 2,

    /// <summary>A domain with every name below it; the longest registered one counts.</summary>
    Domain = 3,

    /// <summary>An account: <c>name</c>, or <c>domain\name</c> where the same name exists in several.</summary>
    Account = 4,
}
