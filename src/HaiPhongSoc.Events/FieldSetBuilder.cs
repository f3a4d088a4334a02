using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace HaiPhongSoc.Events;

/// <summary>
/// Collects the fields of one event; may be used again for the next one after <see cref="Build"/> or <see cref="Clear"/>. Not thread-safe.
/// </summary>
public sealed class FieldSetBuilder
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly List<FieldSet.Entry> _entries = new(64);

    private readonly NameCache _names = new();

    // One bit for every 1,024th id: whether any entry may have it.
    private readonly ulong[] _ids = new ulong[16];

    // Of the moment when the builder was last empty, so it may be too low, never too high.
    private int _knownNames = FieldCatalogue.Count;

    /// <summary>The number of entries so far.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds a value under a name; returns the entry's index, for <see cref="AddName(int, string, FieldNaming)"/>.</summary>
    public int Add(ReadOnlySpan<byte> utf8Name, ReadOnlySpan<byte> utf8Value, FieldValueKind kind = FieldValueKind.Text, FieldNaming naming = FieldNaming.Original)
    {
        var (nameStart, valueStart) = (_buffer.WrittenCount, _buffer.WrittenCount + utf8Name.Length);
        _buffer.Write(utf8Name);
        _buffer.Write(utf8Value);
        Append(new FieldSet.Entry(_names.Find(utf8Name), nameStart, utf8Name.Length, valueStart, utf8Value.Length, kind, naming));
        return _entries.Count - 1;
    }

    /// <summary>Adds a value under a trusted name (it enters the catalogue).</summary>
    public int Add(string name, ReadOnlySpan<char> value, FieldValueKind kind = FieldValueKind.Text, FieldNaming naming = FieldNaming.Original)
    {
        var id = FieldCatalogue.Intern(name);
        var nameStart = _buffer.WrittenCount;
        Encoding.UTF8.GetBytes(name, _buffer);
        var valueStart = _buffer.WrittenCount;
        Encoding.UTF8.GetBytes(value, _buffer);
        Append(new FieldSet.Entry(id, nameStart, valueStart - nameStart, valueStart, _buffer.WrittenCount - valueStart, kind, naming));
        return _entries.Count - 1;
    }

    /// <summary>Adds a value under a name of the catalogue.</summary>
    public int Add(FieldId id, ReadOnlySpan<byte> utf8Value, FieldValueKind kind = FieldValueKind.Text, FieldNaming naming = FieldNaming.Ecs)
    {
        var name = FieldCatalogue.Utf8Name(id);
        var nameStart = _buffer.WrittenCount;
        _buffer.Write(name);
        _buffer.Write(utf8Value);
        Append(new FieldSet.Entry(id, nameStart, name.Length, nameStart + name.Length, utf8Value.Length, kind, naming));
        return _entries.Count - 1;
    }

    /// <summary>The index of the next entry of that name at or after <paramref name="from"/>, or −1.</summary>
    public int IndexOf(FieldId id, int from = 0)
    {
        if (!MayHold(id))
            return -1;
        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var i = from; i < entries.Length; i++)
        {
            if (entries[i].Id == id)
                return i;
        }

        return -1;
    }

    /// <summary>What <c>this[index].Id</c> gives, for loops that need nothing else.</summary>
    public FieldId IdAt(int index) => _entries[index].Id;

    public FieldNaming NamingAt(int index) => _entries[index].Naming;

    public ReadOnlySpan<byte> NameAt(int index) => _buffer.WrittenSpan.Slice(_entries[index].NameStart, _entries[index].NameLength);

    public ReadOnlySpan<byte> ValueAt(int index) => _buffer.WrittenSpan.Slice(_entries[index].ValueStart, _entries[index].ValueLength);

    /// <summary>Gives the value of an entry one more name of the catalogue; the value itself is not copied.</summary>
    public void AddName(int entryIndex, FieldId id, FieldNaming naming) =>
        AddName(entryIndex, id, FieldCatalogue.Utf8Name(id), naming);

    /// <summary>Gives the value of an entry one more name that comes from the event itself; it does not enter the catalogue.</summary>
    public void AddName(int entryIndex, ReadOnlySpan<byte> utf8Name, FieldNaming naming) =>
        AddName(entryIndex, _names.Find(utf8Name), utf8Name, naming);

    private void AddName(int entryIndex, FieldId id, ReadOnlySpan<byte> utf8Name, FieldNaming naming)
    {
        var nameStart = _buffer.WrittenCount;
        _buffer.Write(utf8Name);
        Append(_entries[entryIndex] with { Id = id, NameStart = nameStart, NameLength = utf8Name.Length, Naming = naming });
    }

    /// <summary>Gives the value of an entry one more (trusted) name; the value itself is not copied.</summary>
    public void AddName(int entryIndex, string name, FieldNaming naming)
    {
        var of = _entries[entryIndex];
        var nameStart = _buffer.WrittenCount;
        Encoding.UTF8.GetBytes(name, _buffer);
        Append(of with { Id = FieldCatalogue.Intern(name), NameStart = nameStart, NameLength = _buffer.WrittenCount - nameStart, Naming = naming });
    }

    /// <summary>An entry as added so far; valid until the next change.</summary>
    public EventField this[int index]
    {
        get
        {
            var entry = _entries[index];
            var bytes = _buffer.WrittenSpan;
            return new EventField(entry.Id, bytes.Slice(entry.NameStart, entry.NameLength), bytes.Slice(entry.ValueStart, entry.ValueLength), entry.Kind, entry.Naming);
        }
    }

    /// <summary>The collected fields; the builder is empty afterwards.</summary>
    public FieldSet Build()
    {
        var set = _entries.Count == 0 ? FieldSet.Empty : new FieldSet(_buffer.WrittenSpan.ToArray(), [.. _entries], _knownNames);
        Clear();
        return set;
    }

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _entries.Clear();
        Array.Clear(_ids);
        _knownNames = FieldCatalogue.Count;
    }

    private bool MayHold(FieldId id) => !id.IsNone && (_ids[(id.Value >> 6) & 15] & (1UL << (id.Value & 63))) != 0;

    private void Append(in FieldSet.Entry entry)
    {
        _entries.Add(entry);
        _ids[(entry.Id.Value >> 6) & 15] |= 1UL << (entry.Id.Value & 63);
    }
}
