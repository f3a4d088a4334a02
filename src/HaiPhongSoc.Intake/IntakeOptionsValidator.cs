using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Intake;

/// <summary>Checks everything at once and says, for each fault, the key, the bound, the value and what to do.</summary>
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    private const string Root = IntakeOptions.SectionName;
    private const int Kibi = 1024;
    private const int Mebi = 1024 * Kibi;

    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        var faults = new List<string>();
        CheckName(faults, $"{Root}:DefaultRealm", options.DefaultRealm);
        CheckSpool(faults, options.Spool);
        CheckSyslog(faults, options);
        CheckHttp(faults, options.Http);
        CheckSources(faults, options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckSpool(List<string> faults, SpoolOptions spool)
    {
        const string Key = $"{Root}:Spool";
        if (string.IsNullOrWhiteSpace(spool.Directory))
            faults.Add($"{Key}:Directory is empty: name a directory that soc may write, or remove the key for data/spool");
        Between(faults, $"{Key}:SegmentBytes", spool.SegmentBytes, Mebi, 1024 * Mebi);
        Between(faults, $"{Key}:MaxBytes", spool.MaxBytes, 2L * spool.SegmentBytes, long.MaxValue);
        Between(faults, $"{Key}:MaxWaitingBytes", spool.MaxWaitingBytes, Mebi, 1024 * Mebi);
        Between(faults, $"{Key}:MaxGroupBytes", spool.MaxGroupBytes, 64 * Kibi, 64 * Mebi);
        Between(faults, $"{Key}:SegmentAge", spool.SegmentAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Between(faults, $"{Key}:RetryInterval", spool.RetryInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
    }

    private static void CheckSyslog(List<string> faults, IntakeOptions options)
    {
        const string Key = $"{Root}:Syslog";
        var (tcp, udp) = (options.Syslog.Tcp, options.Syslog.Udp);
        Between(faults, $"{Key}:MaxRecordBytes", options.Syslog.MaxRecordBytes, Kibi, 4 * Mebi);
        Between(faults, $"{Key}:Tcp:MaxConnections", tcp.MaxConnections, Math.Max(1, tcp.Listeners.Count), 100_000);
        Between(faults, $"{Key}:Tcp:MaxConnectionsPerPeer", tcp.MaxConnectionsPerPeer, 1, 100_000);
        Between(faults, $"{Key}:Tcp:IdleTimeout", tcp.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Between(faults, $"{Key}:Tcp:FrameTimeout", tcp.FrameTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(faults, $"{Key}:Tcp:MaxQueuedBatches", tcp.MaxQueuedBatches, 1, 4_096);
        Between(faults, $"{Key}:Udp:ReceiveBufferBytes", udp.ReceiveBufferBytes, 64 * Kibi, 1024 * Mebi);
        Between(faults, $"{Key}:Udp:MaxQueuedBatches", udp.MaxQueuedBatches, 1, 4_096);
        CheckListeners(faults, options, $"{Key}:Tcp:Listeners", tcp.Listeners);
        CheckListeners(faults, options, $"{Key}:Udp:Listeners", udp.Listeners);
    }

    private static void CheckListeners(List<string> faults, IntakeOptions options, string key, IList<SyslogListenerOptions> listeners)
    {
        var seen = new HashSet<(string, int)>();
        for (var i = 0; i < listeners.Count; i++)
        {
            var listener = listeners[i];
            if (!IPAddress.TryParse(listener.Address, out _))
                faults.Add($"{key}:{i}:Address is \"{Shown(listener.Address)}\": give an IPv4 or IPv6 address of this machine, for example 0.0.0.0");
            Between(faults, $"{key}:{i}:Port", listener.Port, 0, IPEndPoint.MaxPort);
            if (listener.Port != 0 && !seen.Add((listener.Address, listener.Port)))
                faults.Add($"{key}:{i} is {Shown(listener.Address)} port {listener.Port}, which another listener has: remove one of them");
            if (listener.Source.Length > 0 && options.Sources.All(s => s.Id != listener.Source))
                faults.Add($"{key}:{i}:Source is \"{Shown(listener.Source)}\", which is no id under {Root}:Sources: add the source, or leave the key out");
        }
    }

    private static void CheckHttp(List<string> faults, HttpIntakeOptions http)
    {
        const string Key = $"{Root}:Http";
        Between(faults, $"{Key}:MaxBodyBytes", http.MaxBodyBytes, Kibi, 256 * Mebi);
        Between(faults, $"{Key}:MaxRecords", http.MaxRecords, 1, 10_000_000);
        Between(faults, $"{Key}:MaxLineBytes", http.MaxLineBytes, Kibi, RecordCodec.LargestPayload);
        Between(faults, $"{Key}:MaxBytesInFlight", http.MaxBytesInFlight, http.MaxBodyBytes, long.MaxValue);
        Between(faults, $"{Key}:IdempotencyKeys", http.IdempotencyKeys, 0, 10_000_000);
        Between(faults, $"{Key}:IdempotencyAge", http.IdempotencyAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Between(faults, $"{Key}:BodyTimeout", http.BodyTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Between(faults, $"{Key}:RetryAfter", http.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    }

    private static void CheckSources(List<string> faults, IntakeOptions options)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var ranges = new HashSet<IPNetwork>();
        var tokens = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pinned = options.Syslog.Tcp.Listeners.Concat(options.Syslog.Udp.Listeners).Select(listener => listener.Source).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < options.Sources.Count; i++)
        {
            var (key, source) = ($"{Root}:Sources:{i}", options.Sources[i]);
            CheckName(faults, $"{key}:Id", source.Id);
            CheckName(faults, $"{key}:Realm", source.Realm);
            if (!ids.Add(source.Id) || source.Id == IntakeOptions.UnknownSource)
                faults.Add($"{key}:Id is \"{Shown(source.Id)}\", which is taken: give each source an id of its own");
            if (string.IsNullOrWhiteSpace(source.System))
                faults.Add($"{key}:System is empty: give the register's code of the system that {Shown(source.Id)} belongs to");
            if (string.IsNullOrWhiteSpace(source.Definition))
                faults.Add($"{key}:Definition is empty: name a definition under rules/sources, or auto");
            if (source.TokenSha256.Length > 0 && !Sha256().IsMatch(source.TokenSha256))
                faults.Add($"{key}:TokenSha256 is not 64 hexadecimal digits: put the SHA-256 of the token there, never the token");
            else if (source.TokenSha256.Length > 0 && !tokens.Add(source.TokenSha256))
                faults.Add($"{key}:TokenSha256 is another source's too: give each source a token of its own");
            CheckAddresses(faults, key, source.Addresses, ranges);
            if (source.SilentAfter < TimeSpan.FromMinutes(10) || source.SilentAfter > TimeSpan.FromDays(90))
                faults.Add($"{key}:SilentAfter is {source.SilentAfter}: give a time from 00:10:00 to 90.00:00:00, or leave it out");
            if (source.TokenSha256.Length == 0 && source.Addresses.Count == 0 && !pinned.Contains(source.Id))
            {
                faults.Add(
                    $"{key} ({Shown(source.Id)}) has no Addresses, no TokenSha256 and no listener whose Source it is, so that nothing can ever come from it: " +
                    "give it one of the three, or remove it");
            }
        }
    }

    private static void CheckAddresses(List<string> faults, string key, IList<string> addresses, HashSet<IPNetwork> ranges)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!SenderTable.TryParseRange(addresses[i], out var range))
                faults.Add($"{key}:Addresses:{i} is \"{Shown(addresses[i])}\": give an address or a range without host bits, for example 10.20.1.10 or 10.20.1.0/24");
            else if (!ranges.Add(range))
                faults.Add($"{key}:Addresses:{i} is {range}, which another source has: let it belong to one of them");
        }
    }

    private static void CheckName(List<string> faults, string key, string value)
    {
        if (!Name().IsMatch(value))
            faults.Add($"{key} is \"{Shown(value)}\": use 1 to 63 lower-case letters, digits and dashes");
    }

    private static void Between<T>(List<string> faults, string key, T value, T lowest, T highest)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {value}; it must be between {lowest} and {highest}: change it, or remove the key for the default"));
    }

    private static string Shown(string value) => value.Length <= 80 ? value : value[..80] + "…";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9a-fA-F]{64}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Sha256();
}
