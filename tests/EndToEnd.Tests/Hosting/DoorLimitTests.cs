using System.Net;
using HaiPhongSoc.Hosting;

namespace EndToEnd.Tests.Hosting;

public sealed class DoorLimitTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Other = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void One_address_cannot_take_the_places_of_the_others()
    {
        var door = Door();

        Enter(door, One, 5).ShouldBe([true, true, true, false, false]);
        door.TryEnter(Other).ShouldBeTrue();
    }

    [Fact]
    public void All_together_have_so_many_places_and_one_that_leaves_makes_room()
    {
        var door = Door();
        for (var i = 1; i <= 10; i++)
            door.TryEnter(IPAddress.Parse($"10.0.1.{i}")).ShouldBeTrue();

        door.TryEnter(One).ShouldBeFalse();
        door.Leave(IPAddress.Parse("10.0.1.1"));
        door.TryEnter(One).ShouldBeTrue();
    }

    [Fact]
    public void What_was_refused_takes_no_place()
    {
        var door = Door();
        Enter(door, One, 100);

        for (var i = 0; i < 3; i++)
            door.Leave(One);
        Enter(door, One, 4).ShouldBe([true, true, true, false]);
    }

    [Fact]
    public void A_proxy_counts_for_the_whole_only() => Enter(new DoorLimit("console", 10, 3, One.Equals), One, 11).Count(entered => entered).ShouldBe(10);

    [Fact]
    public void A_subscriber_of_IPv6_is_one_and_an_IPv4_address_is_itself_in_either_form()
    {
        var door = Door();
        foreach (var address in new[] { "2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3" })
            door.TryEnter(IPAddress.Parse(address)).ShouldBeTrue();
        door.TryEnter(IPAddress.Parse("2001:db8:1:2::4")).ShouldBeFalse();
        door.TryEnter(IPAddress.Parse("2001:db8:1:3::1")).ShouldBeTrue();

        Enter(door, One, 3).ShouldAllBe(entered => entered);
        door.TryEnter(One.MapToIPv6()).ShouldBeFalse();
    }

    private static DoorLimit Door() => new("console", 10, 3, static _ => false);

    private static List<bool> Enter(DoorLimit door, IPAddress from, int times) => [.. Enumerable.Range(0, times).Select(_ => door.TryEnter(from))];
}
