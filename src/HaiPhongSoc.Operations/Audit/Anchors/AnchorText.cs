using System.Text.Json;

namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>An anchor as one line of JSON, the same by every way: <c>{"at":…,"from":1,"to":…,"count":…,"hash":"…","seal":"…","sealKey":"…"}</c>.</summary>
public static class AnchorText
{
    public static string Write(AuditAnchor anchor) => JsonSerializer.Serialize(anchor, JsonSerializerOptions.Web);

    /// <summary>The anchors of a file, or of log lines that hold them; lines without one are passed over.</summary>
    /// <exception cref="InvalidDataException">A line begins like an anchor and is none, and it is not the last.</exception>
    public static IReadOnlyList<AuditAnchor> Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var anchors = new List<AuditAnchor>();
        var torn = 0;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var start = line.IndexOf("{\"at\":", StringComparison.Ordinal);
            if (start < 0)
                continue;
            if (torn > 0)
                throw new InvalidDataException($"line {torn} is not a whole anchor: take it out if you know why");
            if (TryRead(line[start..]) is { } anchor)
                anchors.Add(anchor);
            else
                torn = number;
        }

        return anchors;
    }

    private static AuditAnchor? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditAnchor>(json, JsonSerializerOptions.Web) is { Hash: not null, Seal: not null, SealKey: not null } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
