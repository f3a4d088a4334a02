using System.Buffers;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>
/// Gives the fields of a record their further names: short names, aliases, ECS, derived and fixed fields. A name is not given twice to the same
/// value. Not thread-safe; used again for each record.
/// </summary>
internal sealed class FieldMapper(FieldSetBuilder fields)
{
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly List<FieldMapping> _active = new(4);
    private readonly List<FieldId> _names = new(8);
    private readonly List<FieldId> _aliased = new(4);

    /// <summary>Maps the entries so far; returns the log source that a variant names, or null.</summary>
    public EventLogSource? Apply(SourceDefinition definition)
    {
        var originals = fields.Count;
        for (var i = 0; i < originals; i++)
        {
            if (fields.NamingAt(i) == FieldNaming.Original)
                NameShortly(i, definition);
        }

        _active.Clear();
        EventLogSource? logSource = null;
        foreach (var variant in definition.Variants)
        {
            if (!Holds(variant))
                continue;
            _active.Add(variant.Mapping);
            logSource = variant.Mapping.LogSource ?? logSource;
        }

        for (var i = 0; i < originals; i++)
        {
            if (fields.NamingAt(i) == FieldNaming.Original)
                NameFully(i, definition);
        }

        Derive(definition.Mapping);
        foreach (var mapping in _active)
            Derive(mapping);
        SetAll(definition.Mapping.Set);
        foreach (var mapping in _active)
            SetAll(mapping.Set);
        return logSource;
    }

    public void SetAll(StaticField[] set)
    {
        foreach (var field in set)
            AddOnce(field.Field, field.Value, naming: FieldNaming.Ecs);
    }

    // Path stripped, blanks out of the name, and the definition's own aliases: all that a variant's condition may speak of.
    private void NameShortly(int entry, SourceDefinition definition)
    {
        var shortName = ShortName(fields.NameAt(entry), definition);
        if (shortName.Length != fields.NameAt(entry).Length)
            fields.AddName(entry, shortName, FieldNaming.Alias);
        CollectNames(entry, shortName);
        foreach (var name in _names)
        {
            if (definition.Mapping.Aliases.TryGetValue(name, out var aliases))
                AddNames(entry, aliases, FieldNaming.Alias);
        }
    }

    private void NameFully(int entry, SourceDefinition definition)
    {
        var shortName = ShortName(fields.NameAt(entry), definition);
        CollectNames(entry, shortName);
        foreach (var name in _names)
        {
            if (definition.Mapping.Aliases.TryGetValue(name, out var known))
                _aliased.AddRange(known);
        }

        _names.AddRange(_aliased);
        _aliased.Clear();
        foreach (var mapping in _active)
        {
            foreach (var name in _names)
            {
                if (mapping.Aliases.TryGetValue(name, out var aliases))
                    AddNames(entry, aliases, FieldNaming.Alias);
            }
        }

        if (EcsNames(definition) is { } ecs)
            AddNames(entry, ecs, FieldNaming.Ecs);
        else if (definition.Rest.Length > 0)
            AddRestName(entry, shortName, definition);
    }

    // A variant's answer goes before the definition's own; a later variant's before an earlier one's.
    private FieldId[]? EcsNames(SourceDefinition definition)
    {
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (First(_active[i]) is { } found)
                return found;
        }

        return First(definition.Mapping);

        FieldId[]? First(FieldMapping mapping)
        {
            foreach (var name in _names)
            {
                if (mapping.Ecs.TryGetValue(name, out var ecs))
                    return ecs;
            }

            return null;
        }
    }

    private void CollectNames(int entry, ReadOnlySpan<byte> shortName)
    {
        _names.Clear();
        if (!fields.IdAt(entry).IsNone)
            _names.Add(fields.IdAt(entry));
        if (shortName.Length != fields.NameAt(entry).Length && FieldCatalogue.Find(shortName) is { IsNone: false } known)
            _names.Add(known);
    }

    private void AddRestName(int entry, ReadOnlySpan<byte> shortName, SourceDefinition definition)
    {
        if (shortName.IsEmpty || shortName.ContainsAny(".@"u8) || definition.Messages.AsSpan().Contains(fields.IdAt(entry)))
            return;
        _scratch.ResetWrittenCount();
        Encoding.UTF8.GetBytes(definition.Rest, _scratch);
        _scratch.Write(shortName);
        if (!fields.NameAt(entry).SequenceEqual(_scratch.WrittenSpan))
            fields.AddName(entry, _scratch.WrittenSpan, FieldNaming.Ecs);
    }

    private static ReadOnlySpan<byte> ShortName(ReadOnlySpan<byte> name, SourceDefinition definition)
    {
        foreach (var prefix in definition.Strip)
        {
            if (!name.StartsWith(prefix.Utf8))
                continue;
            var rest = name[prefix.Utf8.Length..];
            var skip = prefix.AnySegment ? rest.IndexOf((byte)'.') + 1 : 0;
            if (prefix.AnySegment && skip == 0)
                continue;
            name = rest[skip..];
            break;
        }

        if (!definition.NamesWithoutSpaces || !name.Contains((byte)' '))
            return name;
        var squeezed = new byte[name.Length];
        var length = 0;
        foreach (var letter in name)
        {
            if (letter != (byte)' ')
                squeezed[length++] = letter;
        }

        return squeezed.AsSpan(0, length);
    }

    private bool Holds(MappingVariant variant)
    {
        foreach (var (field, values) in variant.When)
        {
            if (!HasOneOf(field, values))
                return false;
        }

        return true;
    }

    private bool HasOneOf(FieldId field, string[] values)
    {
        for (var i = fields.IndexOf(field); i >= 0; i = fields.IndexOf(field, i + 1))
        {
            foreach (var value in values)
            {
                if (Ascii.EqualsIgnoreCase(fields.ValueAt(i), value))
                    return true;
            }
        }

        return false;
    }

    private void Derive(FieldMapping mapping)
    {
        foreach (var derivation in mapping.Derivations)
        {
            var from = fields.IndexOf(derivation.From);
            if (from < 0 || fields.IndexOf(derivation.Unless) >= 0)
                continue;
            if (derivation.Values is { } values)
            {
                if (values.TryGetValue(fields[from].ValueText, out var value))
                    AddOnce(derivation.To, Encoding.UTF8.GetBytes(value), derivation.ToNaming);
            }
            else if (derivation.Compose is { } parts)
            {
                Compose(derivation, parts);
            }
            else
            {
                Match(derivation, fields[from].ValueText);
            }
        }
    }

    private void Compose(Derivation derivation, ComposePart[] parts)
    {
        _scratch.ResetWrittenCount();
        foreach (var part in parts)
        {
            if (part.Field.IsNone)
            {
                Encoding.UTF8.GetBytes(part.Literal, _scratch);
                continue;
            }

            var at = fields.IndexOf(part.Field);
            if (at < 0)
                return;
            _scratch.Write(fields.ValueAt(at));
        }

        AddOnce(derivation.To, _scratch.WrittenSpan, derivation.ToNaming);
    }

    private void Match(Derivation derivation, string value)
    {
        var match = derivation.Match!.Match(value);
        if (!match.Success)
            return;
        foreach (var group in derivation.Groups)
        {
            if (match.Groups[group.Group] is { Success: true } found)
                AddOnce(group.Field, Encoding.UTF8.GetBytes(found.Value), group.Naming);
        }

        SetAll(derivation.Set);
    }

    private void AddNames(int entry, FieldId[] names, FieldNaming naming)
    {
        foreach (var name in names)
        {
            if (!HasValue(name, fields.ValueAt(entry)))
                fields.AddName(entry, name, naming);
        }
    }

    private void AddOnce(FieldId field, ReadOnlySpan<byte> value, FieldNaming naming)
    {
        if (!HasValue(field, value))
            fields.Add(field, value, naming: naming);
    }

    private bool HasValue(FieldId field, ReadOnlySpan<byte> value)
    {
        for (var i = fields.IndexOf(field); i >= 0; i = fields.IndexOf(field, i + 1))
        {
            if (fields.ValueAt(i).SequenceEqual(value))
                return true;
        }

        return false;
    }
}
