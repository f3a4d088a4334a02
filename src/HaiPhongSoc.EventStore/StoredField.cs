namespace HaiPhongSoc.EventStore;

/// <summary>One field of a stored event.</summary>
/// <param name="Name">The ECS name where the value has one, otherwise the sender's.</param>
/// <param name="OtherNames">Further names of the same values: the sender's, Sigma's.</param>
/// <param name="Values">At least one; null where the sender wrote null.</param>
public sealed record StoredField(string Name, IReadOnlyList<string> OtherNames, IReadOnlyList<string?> Values)
{
    public bool IsNamed(string name) => Name == name || OtherNames.Contains(name, StringComparer.Ordinal);
}
