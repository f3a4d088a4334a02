using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HaiPhongSoc.Bench;

/// <summary>Made-up events of four shapes, the same in every run.</summary>
internal static class EventLanes
{
    private static readonly string[] Programs = ["svchost.exe", "explorer.exe", "chrome.exe", "powershell.exe", "cmd.exe", "winword.exe", "sqlservr.exe", "backup.exe"];
    private static readonly string[] Words = ["report", "update", "invoice", "cache", "session", "temp", "policy", "archive", "meeting", "ho-so", "cong-van", "bao-cao"];
    private static readonly string[] Users = [@"HP\lan", @"HP\minh", @"NT AUTHORITY\SYSTEM", @"HP\backup", @"HP\thu"];

    public static IReadOnlyDictionary<string, Func<Random, string>> All { get; } = new Dictionary<string, Func<Random, string>>(StringComparer.Ordinal)
    {
        ["structured_windows"] = Process,
        ["sysmon_file"] = FileCreated,
        ["raw_blobs"] = Blob,
        ["syslog_lines"] = Syslog,
    };

    public static RecordedEvents Make(string lane, int count)
    {
        var random = new Random(40);
        var events = new RecordedEvents();
        for (var i = 0; i < count; i++)
            events.Add(Encoding.UTF8.GetBytes(All[lane](random)));
        return events;
    }

    private static string Process(Random random)
    {
        var (program, parent) = (Of(random, Programs), Of(random, Programs));
        return JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["EventTime"] = Time(random),
            ["Hostname"] = $"ws-{random.Next(400):000}.hp.local",
            ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
            ["EventID"] = 1,
            ["SourceName"] = "Microsoft-Windows-Sysmon",
            ["RecordNumber"] = random.Next(),
            ["UtcTime"] = Time(random),
            ["ProcessGuid"] = $"{{{random.Next():x8}-0001}}",
            ["ProcessId"] = random.Next(65_536),
            ["Image"] = $@"C:\Program Files\{Of(random, Words)}\{program}",
            ["FileVersion"] = $"10.0.{random.Next(20_000)}",
            ["Description"] = $"{Of(random, Words)} host",
            ["Product"] = "Operating System",
            ["Company"] = "Vendor",
            ["OriginalFileName"] = program,
            ["CommandLine"] = $"\"C:\\Program Files\\{Of(random, Words)}\\{program}\" --profile {Of(random, Words)} --id {random.Next():x8} C:\\Users\\{Of(random, Words)}\\{Of(random, Words)}.docx",
            ["CurrentDirectory"] = @"C:\Windows\system32\",
            ["User"] = Of(random, Users),
            ["LogonGuid"] = $"{{{random.Next():x8}-0002}}",
            ["LogonId"] = "0x3e7",
            ["TerminalSessionId"] = 1,
            ["IntegrityLevel"] = "Medium",
            ["Hashes"] = $"SHA1={Hex(random, 40)},MD5={Hex(random, 32)},IMPHASH={Hex(random, 32)}",
            ["ParentProcessId"] = random.Next(65_536),
            ["ParentImage"] = $@"C:\Windows\System32\{parent}",
            ["ParentCommandLine"] = $@"C:\Windows\System32\{parent} -k {Of(random, Words)}",
        });
    }

    private static string FileCreated(Random random) => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["EventTime"] = Time(random),
        ["Hostname"] = $"ws-{random.Next(400):000}.hp.local",
        ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
        ["EventID"] = 11,
        ["SourceName"] = "Microsoft-Windows-Sysmon",
        ["UtcTime"] = Time(random),
        ["ProcessId"] = random.Next(65_536),
        ["Image"] = $@"C:\Windows\System32\{Of(random, Programs)}",
        ["TargetFilename"] = $@"C:\Users\{Of(random, Words)}\AppData\Local\{Of(random, Words)}\{Of(random, Words)}-{random.Next():x8}.{Of(random, ["tmp", "log", "docx", "dat"])}",
        ["CreationUtcTime"] = Time(random),
        ["User"] = Of(random, Users),
    });

    private static string Blob(Random random)
    {
        var text = new StringBuilder(2_400);
        while (text.Length < 2_200)
            text.Append(CultureInfo.InvariantCulture, $"{Of(random, Words)}: {Of(random, Users)} opened {Of(random, Words)}-{random.Next():x8} on ws-{random.Next(400):000}; ");
        return JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["EventTime"] = Time(random),
            ["Hostname"] = $"srv-{random.Next(40):00}",
            ["Channel"] = "Application",
            ["EventID"] = random.Next(2_000),
            ["SourceName"] = Of(random, Words),
            ["Message"] = text.ToString(),
        });
    }

    private static string Syslog(Random random) => string.Create(
        CultureInfo.InvariantCulture,
        $"<86>{Time(random)} web-{random.Next(40):00} sshd[{random.Next(65_536)}]: Failed password for {(random.Next(2) == 0 ? "invalid user " : "")}{Of(random, Words)} from 203.0.113.{random.Next(256)} port {random.Next(1_024, 65_536)} ssh2");

    private static string Time(Random random) => $"2025-11-{1 + random.Next(28):00}T{random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}Z";

    private static string Hex(Random random, int length) => random.GetHexString(length, lowercase: true);

    private static T Of<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
