namespace HaiPhongSoc.Detection.Hits;

/// <summary>Somebody or something that a hit is about. Hits with an entity in common belong together.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value, normalised for comparison (addresses canonical, host and user names lower case).</param>
/// <param name="Realm">The network in which the value means something; <c>internet</c> for public addresses.</param>
public sealed record Entity(EntityKind Kind, string Value, string Realm)
{
    /// <summary>One string that is equal exactly for equal entities: <c>kind|realm|value</c>.</summary>
    public string Key => $"{Kind}|{Realm}|{Value}";
}
