using System.Net;
using System.Net.Sockets;
using System.Text;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Audit.Anchors;
using HaiPhongSoc.Operations.Tests.Mail;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Audit;

public sealed class AnchorTests
{
    [Fact]
    public async Task An_anchor_goes_to_a_file_a_log_server_and_a_mailbox_and_each_proves_the_chain()
    {
        using var folder = new TemporaryFolder();
        using var syslog = new TcpListener(IPAddress.Loopback, 0);
        syslog.Start();
        await using var smtp = new MailBox();
        await using var world = await OperationsWorld.StartAsync();
        await world.SealAsync();
        var options = new AnchorOptions
        {
            File = folder.File("anchors.jsonl"),
            Syslog = { Host = "127.0.0.1", Port = ((IPEndPoint)syslog.LocalEndpoint).Port },
            Mail = { Host = "127.0.0.1", Port = smtp.Port, Security = "none", From = "soc@haiphong.example", To = "kiemtoan@haiphong.example" },
        };
        var received = ReceiveAsync(syslog);
        var anchors = Anchors(world, options);
        var anchor = (await anchors.DropAsync(default))!;
        (await anchors.WriteAsync(anchor, default)).ShouldAllBe(result => result.Fault == null);

        AnchorText.Read(File.ReadLines(options.File)).ShouldBe([anchor]);
        var line = await received;
        line.ShouldStartWith($"{Encoding.UTF8.GetByteCount(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])} <109>1 2026-11-24T02:00:00.000000Z ");
        AnchorText.Read([line]).ShouldBe([anchor]);
        AnchorText.Read(smtp.Lines).ShouldBe([anchor]);
        (await world.VerifyAsync(anchor)).ShouldSatisfyAllConditions(v => v.IsIntact.ShouldBeTrue(), v => v.Anchors.ShouldBe(1));
        (await world.Services.GetRequiredService<AuditChecks>().AllAsync(default)).Select(c => (c.Name, c.IsGood, c.Sequence))
            .ShouldBe([("anchor:file", true, anchor.To), ("anchor:mail", true, anchor.To), ("anchor:syslog", true, anchor.To)]);
    }

    [Fact]
    public async Task By_udp_it_is_one_datagram()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var world = await OperationsWorld.StartAsync();
        await world.SealAsync();
        var anchors = Anchors(world, new AnchorOptions { Syslog = { Host = "127.0.0.1", Port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port, Protocol = "udp" } });
        var anchor = (await anchors.DropAsync(default))!;
        await anchors.WriteAsync(anchor, default);
        var datagram = await receiver.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(60));
        AnchorText.Read([Encoding.UTF8.GetString(datagram.Buffer)]).ShouldBe([anchor]);
    }

    [Fact]
    public async Task A_way_that_fails_keeps_no_other_and_is_shown()
    {
        using var folder = new TemporaryFolder();
        await using var world = await OperationsWorld.StartAsync();
        await world.SealAsync();
        var options = new AnchorOptions { File = folder.File("no/such/folder/a.jsonl"), Syslog = { Host = "127.0.0.1", Port = FreePort.Next() } };
        var anchors = Anchors(world, options);
        var results = await anchors.WriteAsync((await anchors.DropAsync(default))!, default);
        results.Select(r => r.Way).ShouldBe(["file", "syslog"]);
        results[0].Fault!.ShouldStartWith("DirectoryNotFoundException");
        results[1].Fault!.ShouldStartWith("SocketException");
        (await world.Services.GetRequiredService<AuditChecks>().AllAsync(default)).ShouldAllBe(c => !c.IsGood && c.LastGoodAt == 0 && c.En.Length > 0);
    }

    [Fact]
    public async Task An_anchor_that_somebody_changed_or_made_up_is_named()
    {
        await using var world = await OperationsWorld.StartAsync();
        await world.SealAsync();
        var anchor = (await Anchors(world, new AnchorOptions()).DropAsync(default))!;
        (await world.VerifyAsync(anchor with { Hash = new string('a', 64) })).Break!.Kind.ShouldBe(AuditBreakKind.WrongSeal);
        (await world.VerifyAsync(anchor with { SealKey = "0123456789abcdef" })).Break!.Kind.ShouldBe(AuditBreakKind.UnknownKey);
        var text = AnchorText.Write(anchor);
        AnchorText.Read([text, text[..40]]).ShouldBe([anchor]);
        Should.Throw<InvalidDataException>(() => AnchorText.Read([text[..40], text])).Message.ShouldStartWith("line 1 is not a whole anchor");
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_with_the_remedy()
    {
        var audit = new AuditOptions
        {
            SealEvery = TimeSpan.Zero,
            Anchor = { Syslog = { Protocol = "tls" }, Mail = { Host = "mail", Security = "none", CredentialsFile = "x" } },
        };
        AuditOptionsCheck.Faults(audit).ShouldBe(
        [
            "Audit:SealEvery is 00:00:00: choose 0.05 seconds to one minute",
            "Audit:Anchor:Syslog:Protocol is \"tls\": choose tcp or udp",
            "Audit:Anchor:Mail names a server but no sender or receiver: give From and To",
            "Audit:Anchor:Mail sends a password in the clear: choose starttls or tls, or leave CredentialsFile empty",
        ]);
    }

    private static AuditAnchors Anchors(OperationsWorld world, AnchorOptions anchor)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new OperationsOptions { Audit = new AuditOptions { Anchor = anchor } });
        return ActivatorUtilities.CreateInstance<AuditAnchors>(world.Services, options);
    }

    private static async Task<string> ReceiveAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
