using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Events;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc duties list</c>: what is due when, on what legal basis. Works beside a running <c>soc serve</c>.</summary>
internal static class DutiesListCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var flags = new ConfigurationFlags();
        var year = new Option<int?>("--year") { Description = "Only duties owed for this year" };
        var system = new Option<string?>("--system") { Description = "Only duties of this system (its code)" };
        var format = new Option<string>("--format") { Description = "table or json (one object a line)", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var language = new Option<string>("--lang") { Description = "vi or en", DefaultValueFactory = _ => "vi" };
        language.AcceptOnlyFromAmong("vi", "en");
        var command = new Command("list", "List duties with due day, state and legal basis. Exit code 1 where one is overdue.") { year, system, format, language };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands, RoleSet.WithoutWeb);
            await PrepareAsync(host, ct);
            var query = new ListDuties(Actor.Program, SystemCode: parsed.GetValue(system), Year: parsed.GetValue(year));
            var duties = (await host.Services.GetRequiredService<IOperations>().SendAsync(query, ct)).Require().Items;
            if (parsed.GetValue(format) == "json")
                WriteJson(duties);
            else
                WriteTable(duties, CultureInfo.GetCultureInfo(parsed.GetValue(language)!), Zone(host));
            return duties.Any(duty => duty.State == DutyState.Overdue) ? ExitCodes.Found : ExitCodes.Ok;
        }, ct));
        return command;
    }

    // Where there is a database it is only read: a running soc keeps it up to date. A new folder is filled, but for the account, whose password only serve may show.
    private static async Task PrepareAsync(WebApplication host, CancellationToken ct)
    {
        var startup = host.Services.GetRequiredService<IOperationsStartup>();
        if (!await startup.HasDatabaseAsync(ct))
            await startup.RunAsync(createFirstAccount: false, ct);
    }

    private static void WriteJson(IReadOnlyList<DutyRow> duties)
    {
        foreach (var duty in duties)
            Console.WriteLine(JsonSerializer.Serialize(duty, Json));
    }

    private static void WriteTable(IReadOnlyList<DutyRow> duties, CultureInfo language, TimeZoneInfo zone)
    {
        var vietnamese = language.TwoLetterISOLanguageName == "vi";
        var table = new Table().Border(TableBorder.Simple);
        string[] heads = vietnamese ? ["Hạn", "Trạng thái", "Đối tượng", "Nghĩa vụ", "Căn cứ"] : ["Due", "State", "Subject", "Duty", "Basis"];
        foreach (var head in heads)
            table.AddColumn(new TableColumn(new Text(head)));
        foreach (var duty in duties)
        {
            table.AddRow(
                new Text(Day(duty.DueAt, zone)),
                new Text(StateText(duty.State, vietnamese)),
                new Text(duty.SystemCode is null ? duty.SubjectName : $"{duty.SubjectName} ({duty.OwedBy})"),
                new Text((duty.ParentId is null ? "" : "  └ ") + duty.Title.In(language)),
                new Text(duty.Basis));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{duties.Count} {(vietnamese ? "dòng" : "rows")}"));
    }

    private static TimeZoneInfo Zone(WebApplication host) =>
        TimeZoneInfo.FindSystemTimeZoneById(host.Services.GetRequiredService<IOptions<OperationsOptions>>().Value.TimeZone);

    // The due instant is the exclusive end of the last day in the city's zone.
    private static string Day(long dueAt, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(dueAt - 1), zone).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string StateText(DutyState state, bool vietnamese) => state switch
    {
        DutyState.Upcoming => vietnamese ? "Chưa đến hạn" : "Upcoming",
        DutyState.DueSoon => vietnamese ? "Sắp đến hạn" : "Due soon",
        DutyState.Due => vietnamese ? "Đến hạn" : "Due",
        DutyState.Overdue => vietnamese ? "Quá hạn" : "Overdue",
        DutyState.Waived => vietnamese ? "Được miễn" : "Waived",
        DutyState.Done => vietnamese ? "Đã hoàn thành" : "Done",
        _ => state.ToString(),
    };
}
