using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>How the records of one kind of log are read and mapped: a file <c>rules/sources/&lt;id&gt;.yml</c>, compiled. Immutable.</summary>
public sealed class SourceDefinition
{
    internal SourceDefinition(string id, string title)
    {
        Id = id;
        Title = title;
    }

    /// <summary>The file's name without its extension; becomes <c>event.dataset</c>.</summary>
    public string Id { get; }

    public string Title { get; }

    /// <summary>What kind of log its records are, where a variant or a pattern says nothing else.</summary>
    public EventLogSource LogSource { get; internal init; } = EventLogSource.Unknown;

    internal RecordFormat Format { get; init; }

    /// <summary>Definitions are tried in this order where a source does not say which one reads it.</summary>
    internal int Order { get; init; }

    internal bool UnmatchedIsFault { get; init; }

    /// <summary>The offset of times that name none.</summary>
    internal TimeSpan Zone { get; init; }

    internal FrozenSet<string> Programs { get; init; } = FrozenSet<string>.Empty;

    internal FrozenDictionary<string, EventLogSource> LogSourceByProgram { get; init; } = FrozenDictionary<string, EventLogSource>.Empty;

    internal Regex? RecogniseText { get; init; }

    internal RecogniseName[][] RecogniseFields { get; init; } = [];

    internal NamePrefix[] Strip { get; init; } = [];

    internal bool NamesWithoutSpaces { get; init; }

    /// <summary>ECS prefix for fields without an ECS name of their own; empty = none.</summary>
    internal string Rest { get; init; } = "";

    internal TimeField[] Times { get; init; } = [];

    internal FieldId[] Hosts { get; init; } = [];

    internal FieldId[] Messages { get; init; } = [];

    internal TextPattern[] Patterns { get; init; } = [];

    internal FieldMapping Mapping { get; init; } = FieldMapping.None;

    internal MappingVariant[] Variants { get; init; } = [];
}

/// <summary>A field that says when the event happened, and the offset where its text names none.</summary>
internal readonly record struct TimeField(FieldId Field, TimeSpan Zone);

/// <summary>A field name that a record must have; with <see cref="IsPrefix"/> any name that begins so.</summary>
internal sealed record RecogniseName(FieldId Field, byte[] Utf8, bool IsPrefix);

/// <summary>A path in front of names that a rule need not write; <see cref="AnySegment"/> = one more segment of any name follows.</summary>
internal sealed record NamePrefix(byte[] Utf8, bool AnySegment);

/// <summary>One sentence of a text log: named groups become fields.</summary>
internal sealed record TextPattern(string Name, FrozenSet<string> Programs, Regex Match, TextGroup[] Groups, StaticField[] Set, EventLogSource? LogSource);

internal readonly record struct TextGroup(int Number, FieldId Field);
