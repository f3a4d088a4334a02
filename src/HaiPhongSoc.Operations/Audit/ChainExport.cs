using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What an export says of itself, in its last line.</summary>
/// <param name="Sha256">Of all lines before, with their line ends.</param>
/// <param name="Seal">HMAC-SHA-256 over format, first, last, count, last hash and sum, separated by line feeds.</param>
public sealed record AuditManifest(
    string Format, long At, long From, long To, long First, long Last, long Count, string PreviousHash, string LastHash, string Sha256, string SealKey, string Seal);

/// <summary>One export: NDJSON, an entry a line in the order of the chain, every hashed column under its name, then hash, seal and key; the manifest last.</summary>
internal sealed class ChainExport(ChainRows rows, SealKeys keys, TimeProvider clock)
{
    public const string Format = "soc-audit-export-1";

    private const int Page = 500;

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { nameof(AuditEntry.Sequence), nameof(AuditEntry.Id), nameof(AuditEntry.At), nameof(AuditEntry.Count) };
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The places from the first entry at or after <paramref name="from"/> to the last before <paramref name="to"/>, without gaps, so that every link can be proven.</summary>
    public async Task<AuditManifest> WriteAsync(long from, long to, Stream output, CancellationToken cancellationToken)
    {
        var (first, last) = await rows.RangeAsync(from, to, cancellationToken);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var line = new MemoryStream();
        var (count, previous, hash) = (0L, "", "");
        for (var after = first - 1; last > 0 && after < last;)
        {
            var page = await rows.AfterAsync(after, (int)Math.Min(Page, last - after), cancellationToken);
            if (page.Count == 0)
                break;
            foreach (var row in page)
            {
                if (count++ == 0)
                    previous = row.PreviousHash ?? "";
                hash = row.Hash ?? "";
                line.SetLength(0);
                Write(line, row);
                var bytes = line.GetBuffer().AsMemory(0, (int)line.Length);
                sum.AppendData(bytes.Span);
                await output.WriteAsync(bytes, cancellationToken);
            }

            after = page[^1].Sequence ?? last;
        }

        var manifest = Manifest(from, to, first, last, count, previous, hash, Convert.ToHexStringLower(sum.GetHashAndReset()));
        await output.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, JsonSerializerOptions.Web) + "\n"), cancellationToken);
        await output.FlushAsync(cancellationToken);
        return manifest;
    }

    private AuditManifest Manifest(long from, long to, long first, long last, long count, string previous, string hash, string sum)
    {
        var key = keys.Current;
        var seal = ChainText.SealOfExport(key, first, last, count, hash, sum);
        return new AuditManifest(Format, UtcMicroseconds.Now(clock), from, to, first, last, count, previous, hash, sum, key.Id, seal);
    }

    private static void Write(MemoryStream line, ChainRow row)
    {
        using (var json = new Utf8JsonWriter(line, Relaxed))
        {
            json.WriteStartObject();
            for (var i = 0; i < ChainText.Columns.Count; i++)
                WriteCell(json, ChainText.Columns[i], row.Cells[i]);
            json.WriteString(nameof(AuditEntry.Hash), row.Hash);
            json.WriteString(nameof(AuditEntry.Seal), row.Seal);
            json.WriteString(nameof(AuditEntry.SealKey), row.SealKey);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
    }

    private static void WriteCell(Utf8JsonWriter json, string name, byte[]? cell)
    {
        if (cell is null)
            json.WriteNull(name);
        else if (Numbers.Contains(name) && long.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out var number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, Encoding.UTF8.GetString(cell));
    }
}
