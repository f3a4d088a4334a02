using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>What a definition, or one of its variants, makes of the fields of a record.</summary>
internal sealed record FieldMapping(
    FrozenDictionary<FieldId, FieldId[]> Ecs,
    FrozenDictionary<FieldId, FieldId[]> Aliases,
    Derivation[] Derivations,
    StaticField[] Set,
    EventLogSource? LogSource)
{
    public static FieldMapping None { get; } = new(
        FrozenDictionary<FieldId, FieldId[]>.Empty, FrozenDictionary<FieldId, FieldId[]>.Empty, [], [], null);
}

/// <summary>A field with a fixed value.</summary>
internal sealed record StaticField(FieldId Field, byte[] Value);

/// <summary>
/// A field made of another one. Exactly one way: <see cref="Values"/> (value for value), <see cref="Match"/> (parts of the value) or
/// <see cref="Compose"/> (several values joined).
/// </summary>
internal sealed record Derivation(FieldId From)
{
    /// <summary>Nothing is derived for an event that has this field.</summary>
    public FieldId Unless { get; init; }

    /// <summary>The field that <see cref="Values"/> and <see cref="Compose"/> fill.</summary>
    public FieldId To { get; init; }

    public FieldNaming ToNaming { get; init; }

    public FrozenDictionary<string, string>? Values { get; init; }

    public Regex? Match { get; init; }

    /// <summary>The groups of <see cref="Match"/> and the fields that they fill.</summary>
    public DerivedGroup[] Groups { get; init; } = [];

    public StaticField[] Set { get; init; } = [];

    /// <summary>Literal text and fields in turn; a literal has no field.</summary>
    public ComposePart[]? Compose { get; init; }
}

internal sealed record DerivedGroup(string Group, FieldId Field, FieldNaming Naming);

internal readonly record struct ComposePart(FieldId Field, string Literal);

/// <summary>A mapping that holds for some of a definition's records only: every field named has one of the values, compared without case.</summary>
internal sealed record MappingVariant((FieldId Field, string[] Values)[] When, FieldMapping Mapping);
