namespace HaiPhongSoc.Sigma;

/// <summary>What kind a value of an event is.</summary>
public enum SigmaValueKind
{
    Text,
    Number,
    Boolean,

    /// <summary>The key is present and null.</summary>
    Null,
}

/// <summary>One value of an event.</summary>
/// <param name="Text">As text in any case; empty for null.</param>
public readonly record struct SigmaValue(string Text, SigmaValueKind Kind = SigmaValueKind.Text);

/// <summary>An event as the matcher reads it. Implemented by whoever has events.</summary>
public interface ISigmaEvent
{
    /// <summary>All values under a field's name, several for an array; empty where the field is absent. Called often: keep it cheap.</summary>
    IReadOnlyList<SigmaValue> Values(string field);

    /// <summary>Every value of the event, the raw message included, for keyword searches.</summary>
    IReadOnlyList<SigmaValue> AllValues { get; }
}
