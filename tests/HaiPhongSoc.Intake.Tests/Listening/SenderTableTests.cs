using System.Net;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Tests.Listening;

public sealed class SenderTableTests
{
    [Theory]
    [InlineData("10.20.1.10", "", "bastion", "ttthdl")]
    [InlineData("10.20.1.11", "", "network", "ttthdl")]
    [InlineData("::ffff:10.20.1.10", "", "bastion", "ttthdl")]
    [InlineData("2001:db8::5", "", "six", "internet")]
    [InlineData("192.0.2.1", "", "unknown", "chua-ro")]
    [InlineData("192.0.2.1", "bastion", "bastion", "ttthdl")]
    public void The_most_specific_range_wins(string peer, string pinned, string source, string realm)
    {
        var options = new IntakeOptions
        {
            DefaultRealm = "chua-ro",
            Sources =
            {
                new SourceOptions { Id = "network", Realm = "ttthdl", Addresses = { "10.20.0.0/16" } },
                new SourceOptions { Id = "bastion", Realm = "ttthdl", Addresses = { "10.20.1.10" } },
                new SourceOptions { Id = "six", Realm = "internet", Addresses = { "2001:db8::/32" } },
            },
        };
        var origin = new SenderTable(options).OriginOf(EventTransport.SyslogTcp, IPAddress.Parse(peer), pinned);
        (origin.SourceId, origin.Realm).ShouldBe((source, realm));
        origin.Peer.ShouldBe(peer.Replace("::ffff:", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", true)]
    [InlineData("10.0.0.1/8", false)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("bastion", false)]
    [InlineData("", false)]
    public void A_range_is_an_address_or_a_network(string text, bool expected) =>
        SenderTable.TryParseRange(text, out _).ShouldBe(expected);
}
