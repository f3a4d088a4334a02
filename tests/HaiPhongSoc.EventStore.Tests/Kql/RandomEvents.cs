using System.Text;
using CsCheck;

namespace HaiPhongSoc.EventStore.Tests.Kql;

/// <summary>Events and queries over so small a vocabulary that they often meet.</summary>
internal static class RandomEvents
{
    private static readonly string[] Names = ["user.name", "source.ip", "client.ip", "message", "port", "Image", "process.executable", "x y", "message.original", "*", "host.ip", "it's", "file.path"];

    private static readonly string[] Atoms =
    [
        "a", "B", "đ", "Đường", "e\u0301", "\u0301", "Ế", "ế", "10.0.0.1", "10.0.0.", "2", "::1", "-1.5", "1e3", ".", "%", "_", "\\", "\"", "'", "*", "\n", " ", "\0", "😀", "K", "İ", "kelvin", "null", "[", "]", ",", "failed",
    ];

    private static readonly Gen<string> Value = Gen.OneOf(
        One("10.0.0.1", "10.0.0.2", "::ffff:10.0.0.2", "2001:db8::1", "10.1", "1", "22", "443", "4.43e2", "an", "ÁN", "Đường", "duong", ""),
        One(Atoms).Array[0, 4].Select(string.Concat));

    /// <summary>Offset → event, to be built once.</summary>
    public static readonly Gen<Func<long, AnEvent>> Event = Gen.Select(
        Gen.Select(One(Names), Value, Gen.Int[0, 9]).Array[0, 6], Value, Gen.Int[0, 6], Gen.Long[-5_000_000, 5_000_000],
        static (fields, raw, level, time) => new Func<long, AnEvent>(offset => Build(offset, fields, raw, level, time)));

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.Select(One(Names), Value, static (name, value) => $"{EventStoreContract.Quote(name)} : {EventStoreContract.Quote(value)}"),
        Gen.Select(One(Names), Word(), static (name, word) => $"{EventStoreContract.Quote(name)} : {word}"),
        Gen.Select(One(Names), One("<", "<=", ">", ">="), Value, static (name, op, value) => $"{EventStoreContract.Quote(name)} {op} {EventStoreContract.Quote(value)}"),
        One(Names).Select(static name => EventStoreContract.Quote(name) + " : *"),
        One("source.ip : 10.0.0.0/30", "host.ip : 2001:db8::/32", "client.ip : 0.0.0.0/0", "soc.level >= 3", "soc.level : *", "soc.system : s2", "soc.category : *", "@timestamp >= 2026-11-24T12:00:00", "@timestamp : 2026-11-24T12:00:02", "*"),
        Value.Select(EventStoreContract.Quote),
        Word());

    public static readonly Gen<string> Query = Gen.Recursive<string>(static (depth, inner) => depth > 3
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (1, inner.Select(static of => "not (" + of + ")")),
            (1, Gen.Select(inner, inner, static (left, right) => $"({left}) and ({right})")),
            (1, Gen.Select(inner, inner, static (left, right) => $"({left}) or ({right})")),
            (1, Gen.Select(One(Names), Value, Value, static (name, a, b) => $"{EventStoreContract.Quote(name)} : ({EventStoreContract.Quote(a)} or not {EventStoreContract.Quote(b)})"))));

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    /// <summary>A bare word with every special character escaped and wildcards here and there.</summary>
    private static Gen<string> Word() => One(Atoms).Array[1, 3].Select(Gen.Bool.Array[4], static (atoms, stars) =>
    {
        var word = new StringBuilder(stars[0] ? "*" : "");
        for (var i = 0; i < atoms.Length; i++)
        {
            foreach (var c in atoms[i])
                word.Append(char.IsAsciiLetterOrDigit(c) || c > 127 ? "" : "\\").Append(c == '\n' ? 'n' : c);
            word.Append(stars[i + 1] ? "*" : "");
        }

        return word.ToString();
    });

    private static AnEvent Build(long offset, (string Name, string Value, int Shape)[] fields, string raw, int level, long time)
    {
        var of = new AnEvent(offset).At(time).Raw(raw);
        if (level > 0)
            of.OfLevel(level);
        foreach (var (name, value, shape) in fields)
        {
            _ = shape switch
            {
                0 => of.With(name, null),
                1 => of.With("Image", value, "process.executable"),
                2 => of.With("orig", value, name),
                3 => of.With(name, value, "user.name"),
                4 => of.With("message", raw),
                _ => of.With(name, value),
            };
        }

        return of;
    }
}
