using HaiPhongSoc.Intake.Tests.Spool;

namespace HaiPhongSoc.Intake.Tests.Listening;

/// <summary>What a flood costs in memory. Allocation is counted for the whole process, so nothing else runs meanwhile.</summary>
[Collection(nameof(SyslogTcpMemoryTests))]
[CollectionDefinition(nameof(SyslogTcpMemoryTests), DisableParallelization = true)]
public sealed class SyslogTcpMemoryTests
{
    [Fact]
    public async Task A_hundred_megabytes_without_a_line_end_cost_one_record_and_no_memory()
    {
        await using var host = await IntakeHost.StartAsync(new ForgetfulSpoolFiles());
        await host.SendAsync("<1>warm\n"u8.ToArray());
        await host.ReadAsync(1);
        var block = new byte[1 << 20];
        Array.Fill(block, (byte)'x');

        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        using (var socket = await host.ConnectAsync())
        {
            for (var i = 0; i < 100; i++)
            {
                for (var sent = 0; sent < block.Length;)
                    sent += await socket.SendAsync(block.AsMemory(sent));
            }

            await socket.SendAsync("\n<1>still here\n"u8.ToArray());
            var read = await host.ReadAsync(3);
            read.Select(r => (r.Payload.Length, r.FaultCode)).ShouldBe([(7, null), (64 * 1024, "frame-too-long"), (13, null)]);
        }

        (GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore).ShouldBeLessThan(20_000_000, "passing over is not keeping");
        host.Metrics.Tcp.DiscardedBytes.ShouldBe(100L * block.Length - 64 * 1024);
        await IntakeHost.BalancedAsync(host.Metrics.Tcp);
        (host.Metrics.Tcp.Faulted, host.Metrics.Tcp.Out).ShouldBe((1, 2));
    }
}
