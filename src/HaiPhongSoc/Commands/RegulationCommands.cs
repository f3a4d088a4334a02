using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc regulation lint|diff</c>: profiles of the law as files, for who writes them. Neither touches a running program.</summary>
internal static class RegulationCommands
{
    private static readonly JsonSerializerOptions Json = new(Output.Json) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static Command Lint()
    {
        var files = new Argument<string[]>("FILE") { Description = "Profiles, as rules/regulation/vn-2026.yml, and calendars of working days.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("lint", "Check profiles and calendars of working days. Ends with 0: all are fine, 1: some are refused (file:line:column: reason).") { files };
        command.SetAction((parsed, ct) => Guarded.RunAsync(() => Task.FromResult(Lint(parsed.GetValue(files) ?? [], Console.Out, Console.Error)), ct));
        return command;
    }

    public static Command Diff()
    {
        var before = new Argument<string>("BEFORE") { Description = "The earlier profile." };
        var after = new Argument<string>("AFTER") { Description = "The later profile." };
        var format = new Option<string>("--format") { Description = "text or json (one change a line)", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var language = new Option<string>("--lang") { Description = "vi or en", DefaultValueFactory = _ => "vi" };
        language.AcceptOnlyFromAmong("vi", "en");
        var command = new Command("diff", "What a later profile says otherwise. Ends with 0: nothing, 1: differences, 2: a profile is refused.") { before, after, format, language };
        command.SetAction((parsed, ct) => Guarded.RunAsync(
            () => Task.FromResult(Diff(
                parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(format) == "json", CultureInfo.GetCultureInfo(parsed.GetValue(language)!), Console.Out, Console.Error)),
            ct));
        return command;
    }

    internal static int Lint(IReadOnlyList<string> files, TextWriter output, TextWriter errors)
    {
        var refused = 0;
        foreach (var file in files)
        {
            if (Summary(file, out var faults) is { } fine)
                errors.WriteLine($"{file}: {fine}");
            else
                refused++;
            foreach (var fault in faults)
                output.WriteLine(fault);
        }

        errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count - refused} files are fine, {refused} refused"));
        return refused == 0 ? ExitCodes.Ok : ExitCodes.Found;
    }

    // Null where it is refused.
    private static string? Summary(string file, out IReadOnlyList<string> faults)
    {
        if (RegulationTexts.IsCalendar(file))
            return RegulationTexts.ReadCalendar(file, out faults) is { } years ? $"working days, holidays of {string.Join(", ", years)}" : null;
        return RegulationTexts.Read(file, out faults) is { } view
            ? string.Create(CultureInfo.InvariantCulture, $"{view.Id}, {view.Rows.Count} rows, each with its basis")
            : null;
    }

    internal static int Diff(string before, string after, bool isJson, CultureInfo language, TextWriter output, TextWriter errors)
    {
        var earlier = RegulationTexts.Read(before, out var faults);
        var later = RegulationTexts.Read(after, out var others);
        foreach (var fault in faults.Concat(others))
            errors.WriteLine(fault);
        if (earlier is null || later is null)
            return ExitCodes.BadInput;
        var changes = RegulationTexts.Compare(earlier, later);
        foreach (var change in changes)
        {
            if (isJson)
                output.WriteLine(JsonSerializer.Serialize(change, Json));
            else
                Write(change, language, output);
        }

        errors.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{earlier.Id} → {later.Id}: {Count(RegulationChangeKind.Added)} added, {Count(RegulationChangeKind.Changed)} changed, {Count(RegulationChangeKind.Removed)} removed"));
        return changes.Count == 0 ? ExitCodes.Ok : ExitCodes.Found;

        int Count(RegulationChangeKind kind) => changes.Count(c => c.Kind == kind);
    }

    private static void Write(RegulationChange change, CultureInfo language, TextWriter output)
    {
        var sign = change.Kind switch { RegulationChangeKind.Added => '+', RegulationChangeKind.Removed => '-', _ => '~' };
        var levels = change.Row.Levels.Count == 0 ? "" : $" [{string.Join(',', change.Row.Levels)}]";
        output.WriteLine($"{sign} {change.Row.Part}/{change.Row.Id}{levels}: {change.Row.Title.In(language)} ({change.Row.Basis.Article})");
        foreach (var key in change.Differs)
            output.WriteLine($"    {key}: {Value(change.Before!, key, language)} → {Value(change.After!, key, language)}");
    }

    private static string Value(RegulationRow row, string key, CultureInfo language) => key switch
    {
        "title" => row.Title.In(language),
        "basis" => string.Create(CultureInfo.InvariantCulture, $"{row.Basis.Article} ({row.Basis.Confidence}, {row.Basis.ValidFrom:yyyy-MM-dd}–{row.Basis.ValidTo:yyyy-MM-dd})"),
        _ => row.Facts.FirstOrDefault(f => f.Key == key)?.Value.In(language) ?? "∅",
    };
}
