using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Changes as JSON of bounded size: subject → property → value; what did not fit is counted under <c>"…"</c>.</summary>
internal static class ChangeJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>"" where nothing is to be told.</summary>
    public static string Write(IReadOnlyList<RecordChange> changes, Func<RecordChange, IReadOnlyDictionary<string, string?>> side, int longest = AuditText.LongestColumn)
    {
        var told = changes.Select(c => (c.Subject, Values: side(c))).Where(c => c.Values.Count > 0).GroupBy(c => c.Subject, StringComparer.Ordinal).ToList();
        if (told.Count == 0)
            return "";
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            var left = told.Count;
            foreach (var record in told)
            {
                if (json.BytesCommitted + json.BytesPending > longest)
                {
                    json.WriteNumber("…", left);
                    break;
                }

                left--;
                WriteRecord(json, record.Key, record.SelectMany(r => r.Values), longest);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRecord(Utf8JsonWriter json, string subject, IEnumerable<KeyValuePair<string, string?>> values, int longest)
    {
        json.WriteStartObject(subject);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var cut = 0;
        foreach (var (name, value) in values)
        {
            if (json.BytesCommitted + json.BytesPending > longest)
                cut++;
            else if (names.Add(name))
                json.WriteString(name, value);
            else
                json.WriteString(Again(names, name), value);
        }

        if (cut > 0)
            json.WriteNumber("…", cut);
        json.WriteEndObject();
    }

    // Two records of one name, for example two roles of one account.
    private static string Again(HashSet<string> names, string name)
    {
        for (var n = 2; ; n++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{name}#{n}");
            if (names.Add(numbered))
                return numbered;
        }
    }
}
