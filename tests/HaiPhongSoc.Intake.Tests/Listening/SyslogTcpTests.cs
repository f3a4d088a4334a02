using System.Net;
using System.Net.Sockets;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Tests.Spool;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Listening;

public sealed class SyslogTcpTests
{
    [Fact]
    public async Task Both_framings_on_one_connection_become_records()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        await host.SendAsync("<34>1 first\n12 <13>second\nx<34>1 third\r\nlast without an end"u8.ToArray());

        var read = await host.ReadAsync(4);
        read.Select(TextOf).ShouldBe(["<34>1 first", "<13>second\nx", "<34>1 third", "last without an end"]);
        read[0].ShouldSatisfyAllConditions(
            r => r.SourceId.ShouldBe("dvc-web"),
            r => r.Realm.ShouldBe("ttthdl"),
            r => r.Peer.ShouldBe("127.0.0.1"),
            r => r.Transport.ShouldBe(EventTransport.SyslogTcp),
            r => r.FaultCode.ShouldBeNull());
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        host.Metrics.Tcp.Out.ShouldBe(4);
    }

    [Fact]
    public async Task An_unknown_sender_is_kept_and_a_pinned_listener_tells_the_source()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options =>
        {
            options.Sources[0].Addresses.Clear();
            options.Syslog.Tcp.Listeners.Add(new SyslogListenerOptions { Port = 0, Source = "dvc-web" });
        });
        await host.SendAsync("<1>a\n"u8.ToArray());
        (await host.ReadAsync(1))[0].ShouldSatisfyAllConditions(r => r.SourceId.ShouldBe("unknown"), r => r.Realm.ShouldBe("unknown"));

        var endpoints = (ListenerEndpoints)host.Services.GetService(typeof(ListenerEndpoints))!;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoints.Of(EventTransport.SyslogTcp)[1]);
        await socket.SendAsync("<1>b\n"u8.ToArray());
        (await host.ReadAsync(2))[1].SourceId.ShouldBe("dvc-web");
    }

    [Fact]
    public async Task Random_bytes_and_broken_UTF_8_are_kept_and_the_listener_lives_on()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        var random = new Random(7);
        for (var i = 0; i < 20; i++)
        {
            var garbage = new byte[random.Next(1, 200_000)];
            random.NextBytes(garbage);
            await host.SendAsync(garbage);
        }

        await host.SendAsync((byte[])[.. "<1>"u8, 0xC3, 0x28, 0xFF, .. "\n"u8]);
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        var last = (await host.ReadAsync((int)host.Metrics.Tcp.In))[^1];
        last.Payload.ToArray().ShouldBe([.. "<1>"u8, 0xC3, 0x28, 0xFF]);
    }

    [Fact]
    public async Task Very_many_tiny_records_all_arrive()
    {
        const int Count = 200_000;
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        var bytes = new byte[2 * Count];
        for (var i = 0; i < Count; i++)
            (bytes[2 * i], bytes[2 * i + 1]) = ((byte)('a' + i % 26), (byte)'\n');
        await host.SendAsync(bytes);

        var read = await host.ReadAsync(Count);
        read.Count.ShouldBe(Count);
        read[^1].Payload.ToArray().ShouldBe([(byte)('a' + (Count - 1) % 26)]);
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        host.Metrics.Tcp.Out.ShouldBe(Count);
    }

    [Fact]
    public async Task A_sender_that_never_finishes_its_record_is_cut_off_and_what_it_sent_is_kept()
    {
        await using var host = await IntakeHost.StartAsync(
            new ForgetfulSpoolFiles(), options => options.Syslog.Tcp.FrameTimeout = TimeSpan.FromSeconds(1));
        using var slow = await host.ConnectAsync();
        await slow.SendAsync("<1>begun and never"u8.ToArray());

        var record = (await host.ReadAsync(1))[0];
        (TextOf(record), record.FaultCode).ShouldBe(("<1>begun and never", "frame-timed-out"));
        (await slow.ReceiveAsync(new byte[1])).ShouldBe(0);
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        await using var host = await IntakeHost.StartAsync(
            new ForgetfulSpoolFiles(), options => options.Syslog.Tcp.IdleTimeout = TimeSpan.FromSeconds(1));
        using var idle = await host.ConnectAsync();
        await idle.SendAsync("<1>a\n"u8.ToArray());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await idle.ReceiveAsync(new byte[1], patience.Token)).ShouldBe(0);
        (await host.ReadAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Connections_beyond_the_bound_wait_and_lose_nothing()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Syslog.Tcp.MaxConnections = 1);
        using var first = await host.ConnectAsync();
        await first.SendAsync("<1>a\n"u8.ToArray());
        await host.ReadAsync(1);
        var second = host.SendAsync("<1>b\n"u8.ToArray());
        second.IsCompleted.ShouldBeFalse();
        host.Metrics.Tcp.In.ShouldBe(1);

        first.Shutdown(SocketShutdown.Both);
        await second;
        (await host.ReadAsync(2)).Select(TextOf).ShouldBe(["<1>a", "<1>b"]);
    }

    [Fact]
    public async Task One_address_cannot_take_all_connections()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Syslog.Tcp.MaxConnectionsPerPeer = 1);
        using var first = await host.ConnectAsync();
        await first.SendAsync("<1>a\n"u8.ToArray());
        await host.ReadAsync(1);
        using var second = await host.ConnectAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await second.ReceiveAsync(new byte[1], patience.Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_taken_port_stops_the_start_with_the_key_to_change()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        var fault = await Should.ThrowAsync<IOException>(() => IntakeHost.StartAsync(new ForgetfulSpoolFiles(), options => options.Syslog.Tcp.Listeners[0].Port = port));
        fault.Message.ShouldStartWith($"cannot listen on 127.0.0.1 port {port} (");
        fault.Message.ShouldEndWith("): stop the other program, or set Intake:Syslog:Tcp:Listeners:0:Address and Intake:Syslog:Tcp:Listeners:0:Port");
    }

    [Fact]
    public async Task While_the_disk_is_full_senders_wait_and_then_nothing_is_missing()
    {
        var files = new ForgetfulSpoolFiles();
        await using var host = await IntakeHost.StartAsync(files, options => options.Syslog.Tcp.MaxQueuedBatches = 1);
        files.Fails = (operation, _) => operation == FileOperation.FlushData ? ForgetfulSpoolFiles.DiskFull() : null;

        var lines = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<1>line {i} of the sender that has to wait\n"));
        var sending = host.SendAsync(Encoding.ASCII.GetBytes(lines));
        await IntakeHost.UntilAsync(() => host.Spool.Refusal?.Code == "disk-full", () => "no refusal");
        sending.IsCompleted.ShouldBeFalse();
        host.Spool.NextOffset.ShouldBe(0);

        files.Fails = static (_, _) => null;
        await sending;
        var read = await host.ReadAsync(30_000);
        read.Select(TextOf).ShouldBe(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        host.Metrics.Tcp.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_keeps_what_was_read()
    {
        var files = new ForgetfulSpoolFiles();
        await using var host = await IntakeHost.StartAsync(files);
        using var socket = await host.ConnectAsync();
        await socket.SendAsync("<1>whole\n<1>ha"u8.ToArray());
        await host.ReadAsync(1);
        await host.StopAsync();
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        (await host.ReadAsync(2)).Select(r => (TextOf(r), r.FaultCode)).ShouldBe([("<1>whole", null), ("<1>ha", "frame-cut-off")]);
    }
}
