using System.Text;

namespace HaiPhongSoc.Events;

/// <summary>
/// The fields of one event: a flat index of (name, UTF-8 slice) over one buffer. A name may occur several times (a JSON array gives one entry
/// an element); a value may occur under several names (original, alias, ECS). Immutable once built.
/// </summary>
public sealed class FieldSet
{
    private readonly byte[] _buffer;
    private readonly Entry[] _entries;

    internal FieldSet(byte[] buffer, Entry[] entries, int knownNames)
    {
        _buffer = buffer;
        _entries = entries;
        KnownNames = knownNames;
    }

    public static FieldSet Empty { get; } = new([], [], int.MaxValue);

    /// <summary><see cref="FieldCatalogue.Count"/> when the first field was read: an entry without an id has none of these names.</summary>
    public int KnownNames { get; }

    /// <summary>The number of entries, names counted.</summary>
    public int Count => _entries.Length;

    public EventField this[int index]
    {
        get
        {
            ref readonly var entry = ref _entries[index];
            return new EventField(
                entry.Id,
                NameOf(entry),
                _buffer.AsSpan(entry.ValueStart, entry.ValueLength),
                entry.Kind,
                entry.Naming);
        }
    }

    /// <summary>What <c>this[index].Id</c> gives, for loops that need nothing else.</summary>
    public FieldId IdAt(int index) => _entries[index].Id;

    public FieldValueKind KindAt(int index) => _entries[index].Kind;

    public FieldNaming NamingAt(int index) => _entries[index].Naming;

    public ReadOnlySpan<byte> NameAt(int index) => NameOf(_entries[index]);

    public ReadOnlySpan<byte> ValueAt(int index)
    {
        ref readonly var entry = ref _entries[index];
        return _buffer.AsSpan(entry.ValueStart, entry.ValueLength);
    }

    /// <summary>
    /// The index of the next entry of that name at or after <paramref name="from"/>, or −1. An event that was built before its name entered the
    /// catalogue is found all the same, by name.
    /// </summary>
    public int IndexOf(FieldId id, int from = 0)
    {
        if (id.IsNone)
            return -1;
        var name = FieldCatalogue.Utf8Name(id);
        for (var i = from; i < _entries.Length; i++)
        {
            ref readonly var entry = ref _entries[i];
            if (entry.Id == id || (entry.Id.IsNone && entry.NameLength == name.Length && NameOf(entry).SequenceEqual(name)))
                return i;
        }

        return -1;
    }

    /// <summary>As <see cref="IndexOf(FieldId, int)"/>, for a name that need not be in the catalogue.</summary>
    public int IndexOf(ReadOnlySpan<byte> utf8Name, int from = 0)
    {
        for (var i = from; i < _entries.Length; i++)
        {
            ref readonly var entry = ref _entries[i];
            if (entry.NameLength == utf8Name.Length && NameOf(entry).SequenceEqual(utf8Name))
                return i;
        }

        return -1;
    }

    /// <summary>The first value of that name, where it is present and not null.</summary>
    public bool TryGet(FieldId id, out ReadOnlySpan<byte> value)
    {
        for (var i = IndexOf(id); i >= 0; i = IndexOf(id, i + 1))
        {
            var field = this[i];
            if (field.Kind == FieldValueKind.Null)
                continue;
            value = field.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The first value of that name as text, or null where it is absent or null. Not for the hot path.</summary>
    public string? Text(FieldId id) => TryGet(id, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <inheritdoc cref="Text(FieldId)"/>
    public string? Text(string name) => Text(FieldCatalogue.Intern(name));

    private ReadOnlySpan<byte> NameOf(in Entry entry) => _buffer.AsSpan(entry.NameStart, entry.NameLength);

    internal readonly record struct Entry(
        FieldId Id, int NameStart, int NameLength, int ValueStart, int ValueLength, FieldValueKind Kind, FieldNaming Naming);
}
