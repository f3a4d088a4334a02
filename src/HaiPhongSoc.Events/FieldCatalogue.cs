using System.Collections.Concurrent;
using System.Text;

namespace HaiPhongSoc.Events;

/// <summary>
/// Names of fields that somebody trusted has asked for: ECS, source definitions, rules, queries. A field of an event whose name is
/// here carries its <see cref="FieldId"/>; any other field carries its name only. Events never add a name, so that a sender
/// who makes names up cannot make it grow. Field names are case-sensitive, as in ECS and Sigma.
/// </summary>
public static class FieldCatalogue
{
    private static readonly ConcurrentDictionary<string, FieldId> Ids = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, FieldId>.AlternateLookup<ReadOnlySpan<char>> IdsBySpan =
        Ids.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly Lock Gate = new();
    private static Entry[] _names = [new("", [])];
    private static int _count = 1;
    private static int _published = 1;

    /// <summary>How many names there are; grows only. A look-up that began after a name was counted finds it.</summary>
    public static int Count => Volatile.Read(ref _published);

    /// <summary>The id of a trusted name; the same name always gives the same id within a process.</summary>
    public static FieldId Intern(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Ids.TryGetValue(name, out var known))
            return known;

        lock (Gate)
        {
            if (Ids.TryGetValue(name, out known))
                return known;

            if (_count == _names.Length)
                Array.Resize(ref _names, _names.Length * 2);
            _names[_count] = new Entry(name, Encoding.UTF8.GetBytes(name));
            var id = new FieldId(_count++);
            Ids[name] = id;
            Volatile.Write(ref _published, _count);
            return id;
        }
    }

    /// <summary>The id of a name read from an event, or <see cref="FieldId.None"/> where nobody asked for that name.</summary>
    public static FieldId Find(ReadOnlySpan<byte> utf8Name)
    {
        const int LongestLooked = 256;
        if (utf8Name.Length is 0 or > LongestLooked)
            return FieldId.None;

        Span<char> chars = stackalloc char[LongestLooked];
        var length = Encoding.UTF8.GetChars(utf8Name, chars);
        return IdsBySpan.TryGetValue(chars[..length], out var id) ? id : FieldId.None;
    }

    /// <summary>The name behind an id; empty for <see cref="FieldId.None"/>.</summary>
    public static string Name(FieldId id) => Volatile.Read(ref _names)[id.Value].Text;

    /// <summary>The same as UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Name(FieldId id) => Volatile.Read(ref _names)[id.Value].Utf8;

    private sealed record Entry(string Text, byte[] Utf8);
}
