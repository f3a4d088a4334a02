using System.Text.Json;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Files;
using Spectre.Console;

namespace HaiPhongSoc.Commands;

/// <summary>Writes what a hunt found.</summary>
internal abstract class HuntOutput
{
    public abstract void Add(RuleHit hit, FileRecord record);

    /// <summary>Called once, after the last hit.</summary>
    public virtual void Finish()
    {
    }
}

/// <summary>One JSON object a line, in the order of the records; written as it is found.</summary>
internal sealed class JsonHuntOutput(TextWriter output) : HuntOutput
{
    public override void Add(RuleHit hit, FileRecord record)
    {
        var line = new Line(
            hit.Rule.Id,
            hit.Rule.Title,
            LevelText.Of(hit.Rule.Level),
            record.File,
            record.Index,
            UtcMicroseconds.ToDateTimeOffset(hit.Time).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            [.. hit.Evidence.Select(e => new Matched(e.Selection, e.Field, e.Value, e.Pattern))],
            hit.Kind == HitKind.Correlation ? hit.ContributingCount : null,
            hit.Rule.AttackTags,
            hit.Rule.Author);
        output.WriteLine(JsonSerializer.Serialize(line, Output.JsonWithoutNulls));
    }

    private sealed record Line(
        string RuleId, string RuleTitle, string Level, string File, long Record, string Time, IReadOnlyList<Matched> Matched,
        long? Events, IReadOnlyList<string> Tags, string? Author);

    private sealed record Matched(string Selection, string Field, string Value, string Pattern);
}

/// <summary>A table for people: the first hits, then how often each rule hit.</summary>
internal sealed class TableHuntOutput(IAnsiConsole console) : HuntOutput
{
    private const int MostRows = 1_000;

    private readonly List<(RuleHit Hit, FileRecord Record)> _rows = [];
    private readonly Dictionary<string, (RuleIdentity Rule, long Count)> _counts = new(StringComparer.Ordinal);
    private long _total;

    public override void Add(RuleHit hit, FileRecord record)
    {
        _total++;
        // Of a record only its place is kept: its bytes may be many.
        if (_rows.Count < MostRows)
            _rows.Add((hit, record with { Payload = ReadOnlyMemory<byte>.Empty }));
        _counts[hit.Rule.Id] = (hit.Rule, _counts.GetValueOrDefault(hit.Rule.Id).Count + 1);
    }

    public override void Finish()
    {
        if (_total == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("time", "level", "rule", "record", "matched");
        foreach (var (hit, record) in _rows)
        {
            table.AddRow(
                Output.Plain(UtcMicroseconds.ToDateTimeOffset(hit.Time).ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), 30),
                Output.Plain(LevelText.Of(hit.Rule.Level), 20),
                Output.Plain(hit.Rule.Title, 120),
                Output.Plain($"{Path.GetFileName(record.File)}:{record.Index}", 120),
                Output.Plain(string.Join("; ", hit.Evidence.Take(2).Select(e => $"{e.Field}: {Output.Clean(e.Value, 80)}")), 200));
        }

        console.Write(table);
        if (_total > _rows.Count)
            console.WriteLine($"… {_total - _rows.Count} more hits: use --format json for all of them");
        WriteCounts();
    }

    private void WriteCounts()
    {
        var counts = new Table().Border(TableBorder.Simple).AddColumns("hits", "level", "rule", "id");
        foreach (var (rule, count) in _counts.Values.OrderByDescending(c => c.Rule.Level).ThenByDescending(c => c.Count).ThenBy(c => c.Rule.Title, StringComparer.Ordinal))
            counts.AddRow(Output.Plain(count.ToString(System.Globalization.CultureInfo.InvariantCulture), 20), Output.Plain(LevelText.Of(rule.Level), 20), Output.Plain(rule.Title, 120), Output.Plain(rule.Id, 60));
        console.Write(counts);
    }
}
