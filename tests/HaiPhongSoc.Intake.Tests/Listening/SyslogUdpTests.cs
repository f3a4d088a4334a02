using System.Net;
using System.Net.Sockets;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Tests.Spool;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Listening;

public sealed class SyslogUdpTests
{
    private const string Table = """
           sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
         2108: 0100007F:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 51231 2 0000000000000000 17
         2109: 00000000:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 51232 2 0000000000000000 4
         2200: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 51233 2 0000000000000000 99
        """;

    [Fact]
    public async Task Each_datagram_is_a_record()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        using var sender = Sender();
        await sender.SendToAsync("<34>1 first\n"u8.ToArray(), host.Udp);
        await sender.SendToAsync("<34>1 two\nlines"u8.ToArray(), host.Udp);
        await sender.SendToAsync("\n"u8.ToArray(), host.Udp);
        await sender.SendToAsync(new byte[] { 0xFF, 0xFE, 0x41 }, host.Udp);

        var read = await host.ReadAsync(3);
        read.Select(r => Encoding.Latin1.GetString(r.Payload.Span)).ShouldBe(["<34>1 first", "<34>1 two\nlines", "ÿþA"]);
        read.ShouldAllBe(r => r.Transport == EventTransport.SyslogUdp && r.SourceId == "dvc-web" && r.Peer == "127.0.0.1");
        await IntakeHost.BalancedAsync(host.Metrics.Udp);
        host.Metrics.Udp.Out.ShouldBe(3);
    }

    [Fact]
    public async Task A_datagram_beyond_the_bound_is_cut_and_counted()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Syslog.MaxRecordBytes = 1_024);
        using var sender = Sender();
        await sender.SendToAsync(new byte[2_000].Select(_ => (byte)'x').ToArray(), host.Udp);
        (await host.ReadAsync(1))[0].ShouldSatisfyAllConditions(r => r.Payload.Length.ShouldBe(1_024), r => r.FaultCode.ShouldBe("frame-too-long"));
        host.Metrics.Udp.DiscardedBytes.ShouldBe(976);
    }

    [Fact]
    public async Task What_the_spool_refuses_is_dropped_and_counted()
    {
        var files = new ForgetfulSpoolFiles();
        await using var host = await IntakeHost.StartAsync(files);
        files.Fails = (operation, _) => operation == FileOperation.FlushData ? ForgetfulSpoolFiles.DiskFull() : null;
        using var sender = Sender();
        for (var i = 0; i < 50; i++)
            await sender.SendToAsync("<34>1 lost"u8.ToArray(), host.Udp);

        await IntakeHost.UntilAsync(() => host.Metrics.Udp.Dropped == 50, () => $"{host.Metrics.Udp.Dropped} dropped of {host.Metrics.Udp.In}");
        host.Metrics.Udp.Out.ShouldBe(0);

        files.Fails = static (_, _) => null;
        await IntakeHost.UntilAsync(() => host.Spool.Refusal is null, () => host.Spool.Refusal!.Message);
        await sender.SendToAsync("<34>1 kept"u8.ToArray(), host.Udp);
        TextOf((await host.ReadAsync(1))[0]).ShouldBe("<34>1 kept");
    }

    [Theory]
    [InlineData(5514, 21)]
    [InlineData(68, 99)]
    [InlineData(1, 0)]
    public void The_kernel_tells_what_it_dropped(int port, long expected) => KernelDrops.Parse(Table, port).ShouldBe(expected);

    [Fact]
    public void An_empty_table_has_no_drops() => KernelDrops.Parse("", 5514).ShouldBe(0);

    private static Socket Sender()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
