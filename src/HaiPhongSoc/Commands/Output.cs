using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace HaiPhongSoc.Commands;

/// <summary>How commands write what strangers wrote: control characters never reach the terminal, nothing is markup.</summary>
internal static class Output
{
    /// <summary>One object a line for other programs. Not within HTML; control characters are escaped all the same.</summary>
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same, where members that are null are left out.</summary>
    public static JsonSerializerOptions JsonWithoutNulls { get; } = new(Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Cut to a length, control and direction characters shown as a dot.</summary>
    public static string Clean(string text, int longest)
    {
        var cut = text.Length > longest ? text[..longest] + "…" : text;
        return string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '·' : source[i];
        });
    }

    /// <summary>A cell of a table.</summary>
    public static Text Plain(string text, int longest) => new(Clean(text, longest));

    /// <summary>Wide where nobody watches: lines are for other programs then.</summary>
    public static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!ReferenceEquals(writer, System.Console.Out) || System.Console.IsOutputRedirected)
            console.Profile.Width = 240;
        return console;
    }
}
