namespace HaiPhongSoc.Events;

/// <summary>What the sender wrote; the bytes of the value are its text in any case.</summary>
public enum FieldValueKind : byte
{
    Text = 0,

    /// <summary>Written as a number (JSON number).</summary>
    Number = 1,

    /// <summary>Written as <c>true</c> or <c>false</c>.</summary>
    Boolean = 2,

    /// <summary>The key is present, its value is null; the value's bytes are empty.</summary>
    Null = 3,
}
