using HaiPhongSoc.Demo;

namespace EndToEnd.Tests.Demo;

public sealed class BackgroundTrafficTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_day()
    {
        var (one, two) = (new BackgroundTraffic(7), new BackgroundTraffic(7));

        for (var i = 0; i < 500; i++)
            one.Next(Now).ShouldBe(two.Next(Now));
    }

    [Fact]
    public void Auth_lines_are_RFC_3164_in_local_time() =>
        LogLines.Auth(new DateTimeOffset(2026, 1, 2, 20, 4, 5, TimeSpan.Zero), "web-dvc-01", "sshd", 12, "x").ShouldBe("<86>Jan  3 03:04:05 web-dvc-01 sshd[12]: x");
}
