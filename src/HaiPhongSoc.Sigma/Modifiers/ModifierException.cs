namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary>A modifier cannot be applied to a value. Only ever thrown while a rule is read, and caught there with the value's place.</summary>
internal sealed class ModifierException(string id, string message) : Exception(message)
{
    public string Id { get; } = id;
}
