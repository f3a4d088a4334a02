using System.Text.RegularExpressions;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Senders;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Durability;

/// <summary>What the kernel was asked to do, in order: the acknowledgement is sent after <c>fdatasync</c> returned.</summary>
public sealed partial class FlushOrderTests
{
    [Fact]
    public async Task The_acknowledgement_is_sent_after_fdatasync_returned()
    {
        var strace = Requires.Strace();
        var ct = TestContext.Current.CancellationToken;
        using var installation = new SocInstallation();
        using var folder = new TemporaryFolder();
        var trace = folder.File("trace");
        await using (var soc = await installation.ServeUnderAsync(strace, "-f", "-qq", "-s", "4096", "-e", "trace=fdatasync,write,pwrite64,pwritev,writev,sendmsg,sendto", "-o", trace))
        {
            using var client = new NdjsonClient();
            (await client.TryPostAsync(soc.Intake, ["{\"message\":\"flush-order-marker\"}"], ct)).ShouldBeTrue();
            await soc.Process.KillAsync();
        }

        var calls = await File.ReadAllLinesAsync(trace, ct);
        var written = Array.FindIndex(calls, line => line.Contains("pwrite", StringComparison.Ordinal) && line.Contains("flush-order-marker", StringComparison.Ordinal));
        var synced = Array.FindIndex(calls, Math.Max(written, 0), line => SyncReturned().IsMatch(line));
        var answered = Array.FindIndex(calls, line => line.Contains("\"accepted\\\":1", StringComparison.Ordinal) || (line.Contains("HTTP/1.1 200", StringComparison.Ordinal) && line.Contains("accepted", StringComparison.Ordinal)));
        var shown = string.Join('\n', calls.Where(line => line.Contains("marker", StringComparison.Ordinal) || line.Contains("fdatasync", StringComparison.Ordinal) || line.Contains("accepted", StringComparison.Ordinal)).TakeLast(30));

        written.ShouldBeGreaterThanOrEqualTo(0, shown);
        synced.ShouldBeGreaterThan(written, shown);
        answered.ShouldBeGreaterThan(synced, shown);
    }

    [GeneratedRegex(@"fdatasync(\(\d+\)| resumed>\))\s+= 0", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SyncReturned();
}
