namespace HaiPhongSoc.Events;

/// <summary>A name in the <see cref="FieldCatalogue"/>. Valid within one process only; never stored.</summary>
public readonly record struct FieldId(int Value)
{
    /// <summary>The name is not in the catalogue.</summary>
    public static FieldId None => default;

    public bool IsNone => Value == 0;
}
