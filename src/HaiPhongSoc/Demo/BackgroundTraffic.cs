using System.Globalization;

namespace HaiPhongSoc.Demo;

/// <summary>
/// The ordinary life of the sample city's systems: people sign in, mistype, cron runs, pages are read, domain accounts log on. Random but for a
/// given seed always the same. Knows sources and hosts, nothing of the rules.
/// </summary>
internal sealed class BackgroundTraffic(int seed)
{
    private static readonly (string Source, string Host)[] Linux =
    [
        ("dvc-auth", "web-dvc-01"), ("dvc-auth", "web-dvc-02"), ("dvc-auth", "db-dvc-01"), ("dvc-auth", "bastion-dvc-01"),
        ("lgsp-auth", "lgsp-gw-01"), ("mail-auth", "mail-hp-01"), ("hssk-auth", "hssk-app-01"), ("ioc-auth", "ioc-app-01"),
        ("truyenthanh-auth", "tt-app-01"), ("le-chan-auth", "srv-01"), ("kien-thuy-auth", "srv-01"), ("lgsp-auth", "lgsp-tam-09"),
    ];

    private static readonly (string Source, string Host, string[] Pages)[] Web =
    [
        ("dvc-web", "web-dvc-01", ["/", "/hoso/tracuu", "/hoso/moi", "/thutuc?linhvuc=hotich", "/static/app.3f2c.js", "/dangnhap"]),
        ("dvc-web", "web-dvc-02", ["/", "/hoso/tracuu?ma=HP-2026-118822", "/static/app.3f2c.css", "/api/thutuc/1.000123", "/dangnhap"]),
        ("opendata-web", "web-opendata-01", ["/dataset", "/dataset/giao-thong-2026.csv", "/api/3/action/package_list", "/robots.txt"]),
        ("dulich-web", "web-dulich-01", ["/", "/le-hoi-hoa-phuong-do", "/dao-cat-ba", "/anh/cat-ba-01.webp", "/tim?q=kh%C3%A1ch+s%E1%BA%A1n"]),
        ("trolyao-web", "trolyao-test-01", ["/chat", "/api/hoi?cau=tra+cuu+ho+so", "/health"]),
    ];

    private static readonly (string Source, string Host)[] Windows =
    [
        ("ad-windows", "dc-hp-01"), ("ad-windows", "dc-hp-02"), ("qlvb-windows", "qlvb-app-01"),
    ];

    private static readonly string[] Staff = ["nvhai", "ttlan", "dqminh", "pthuong", "vdtung", "lmkhoa", "ntbich", "hvson"];

    // A demonstration's dice: nothing here is secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>One record of some source, as of now.</summary>
    public (string Source, string Record) Next(DateTimeOffset now) => _random.Next(10) switch
    {
        < 5 => WebLine(now),
        < 8 => AuthLine(now),
        _ => WindowsEvent(now),
    };

    private (string Source, string Record) WebLine(DateTimeOffset now)
    {
        var (source, host, pages) = Pick(Web);
        var status = _random.Next(40) switch { 0 => 404, 1 => 304, 2 => 302, _ => 200 };
        return (source, LogLines.Web(now, host, new WebRequest(Citizen(), _random.Next(12) == 0 ? "POST" : "GET", Pick(pages), status, _random.Next(200, 60_000))));
    }

    private (string Source, string Record) AuthLine(DateTimeOffset now)
    {
        var (source, host) = Pick(Linux);
        var user = Pick(Staff);
        var from = string.Create(CultureInfo.InvariantCulture, $"10.20.2.{_random.Next(10, 90)}");
        var port = _random.Next(40_000, 60_000);
        var pid = _random.Next(900, 30_000);
        return (source, _random.Next(12) switch
        {
            0 => LogLines.Auth(now, host, "sshd", pid, string.Create(CultureInfo.InvariantCulture, $"Failed password for {user} from {from} port {port} ssh2")),
            < 3 => LogLines.Auth(now, host, "sshd", pid, string.Create(CultureInfo.InvariantCulture, $"Accepted publickey for {user} from {from} port {port} ssh2: ED25519 SHA256:Q0xVg2m3l0pJ7cT1o9vYb4zXn8wKe5rUa6sDf2hGk1M")),
            < 5 => LogLines.Auth(now, host, "sudo", null, $"   {user} : TTY=pts/0 ; PWD=/home/{user} ; USER=root ; COMMAND=/usr/bin/systemctl status nginx"),
            < 8 => LogLines.Auth(now, host, "CRON", pid, "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"),
            _ => LogLines.Auth(now, host, "systemd-logind", 612, string.Create(CultureInfo.InvariantCulture, $"New session {_random.Next(100, 9999)} of user {user}.")),
        });
    }

    private (string Source, string Record) WindowsEvent(DateTimeOffset now)
    {
        var (source, host) = Pick(Windows);
        var user = Pick(Staff);
        return (source, _random.Next(8) == 0
            ? LogLines.Windows(now, host, "Security", "Microsoft-Windows-Security-Auditing", 4625, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TargetUserName"] = user,
                ["TargetDomainName"] = "HAIPHONG",
                ["LogonType"] = "3",
                ["IpAddress"] = string.Create(CultureInfo.InvariantCulture, $"10.20.10.{_random.Next(20, 200)}"),
                ["Status"] = "0xc000006d",
            })
            : LogLines.Windows(now, host, "Security", "Microsoft-Windows-Security-Auditing", 4624, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TargetUserName"] = user,
                ["TargetDomainName"] = "HAIPHONG",
                ["LogonType"] = "3",
                ["IpAddress"] = string.Create(CultureInfo.InvariantCulture, $"10.20.10.{_random.Next(20, 200)}"),
                ["AuthenticationPackageName"] = "Kerberos",
            }));
    }

    private string Citizen() => string.Create(CultureInfo.InvariantCulture, $"198.51.100.{_random.Next(100, 250)}");

    private T Pick<T>(T[] among) => among[_random.Next(among.Length)];
#pragma warning restore CA5394
}
