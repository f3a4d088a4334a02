using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace HaiPhongSoc.Bench;

/// <summary>One measured value of a bench command.</summary>
internal sealed record Figure(string Name, double Value, string Unit);

/// <summary>How every bench command prints: a table for people, or one object <c>{name, value, unit}</c> a line.</summary>
internal static class FigureOutput
{
    public static void Write(IReadOnlyList<Figure> figures, bool json)
    {
        if (json)
        {
            foreach (var figure in figures)
                Console.WriteLine(JsonSerializer.Serialize(figure, JsonSerializerOptions.Web));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("name").AddColumn(new TableColumn("value").RightAligned()).AddColumn("unit");
        foreach (var figure in figures)
            table.AddRow(new Text(figure.Name), new Text(figure.Value.ToString("#,0.##", CultureInfo.InvariantCulture)), new Text(figure.Unit));
        AnsiConsole.Write(table);
    }
}
