using System.Globalization;
using System.Text.Json;
using HaiPhongSoc.Operations;

namespace HaiPhongSoc.Demo;

/// <summary>Records as real senders write them: OpenSSH, sudo, cron, nginx, Windows (NXLog's flat JSON). Times are local, as in the city.</summary>
internal static class LogLines
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(OperationsOptions.DefaultTimeZone);

    /// <summary>RFC 3164, facility authpriv: <c>&lt;86&gt;Nov 24 17:48:01 host program[pid]: text</c>.</summary>
    public static string Auth(DateTimeOffset time, string host, string program, int? pid, string text)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone);
        var stamp = local.ToString("MMM ", CultureInfo.InvariantCulture) + local.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2) + local.ToString(" HH:mm:ss", CultureInfo.InvariantCulture);
        return pid is null ? $"<86>{stamp} {host} {program}: {text}" : $"<86>{stamp} {host} {program}[{pid.Value.ToString(CultureInfo.InvariantCulture)}]: {text}";
    }

    /// <summary>RFC 5424 around the combined log format.</summary>
    public static string Web(DateTimeOffset time, string host, WebRequest request)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone);
        var clf = local.ToString("dd/MMM/yyyy:HH:mm:ss ", CultureInfo.InvariantCulture) + "+0700";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<190>1 {local:yyyy-MM-dd'T'HH:mm:ss.ffffffzzz} {host} nginx 811 - - {request.Client} - - [{clf}] \"{request.Method} {request.Target} HTTP/1.1\" {request.Status} {request.Bytes} \"{request.Referrer}\" \"{request.Agent}\"");
    }

    /// <summary>A Windows event as NXLog writes it: flat JSON.</summary>
    public static string Windows(DateTimeOffset time, string host, string channel, string provider, int eventId, IReadOnlyDictionary<string, string> data)
    {
        var record = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["EventTime"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["Hostname"] = host,
            ["Channel"] = channel,
            ["SourceName"] = provider,
            ["EventID"] = eventId,
        };
        foreach (var (key, value) in data)
            record[key] = value;
        return JsonSerializer.Serialize(record);
    }
}

/// <summary>One line of an access log.</summary>
internal sealed record WebRequest(string Client, string Method, string Target, int Status, int Bytes, string Referrer = "-", string Agent = WebRequest.Firefox)
{
    public const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
}
