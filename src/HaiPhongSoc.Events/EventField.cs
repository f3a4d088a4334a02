using System.Text;

namespace HaiPhongSoc.Events;

/// <summary>One name of one value of an event. Slices point into the event's own buffer and live as long as the event does.</summary>
public readonly ref struct EventField(FieldId id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldValueKind kind, FieldNaming naming)
{
    public FieldId Id { get; } = id;

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The value as UTF-8, unescaped; empty for null.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    public FieldValueKind Kind { get; } = kind;

    public FieldNaming Naming { get; } = naming;

    public string NameText => Encoding.UTF8.GetString(Name);

    public string ValueText => Encoding.UTF8.GetString(Value);
}
