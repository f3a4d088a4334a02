using HaiPhongSoc.Detection.Enrichment;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests.Enrichment;

public sealed class SystemEnricherTests
{
    private static readonly SystemDirectorySnapshot Register = new(
        1,
        [new SystemIdentity("dvc", "Cổng", 3, "o", "O", true, true), new SystemIdentity("old", "Cũ", 2, "o", "O", true, true)],
        [
            new AssetRecord("r1", AssetKind.Host, "web-01", At(0), null, "dvc"),
            new AssetRecord("r1", AssetKind.Network, "10.1.0.0/16", At(-1000), At(100), "old"),
            new AssetRecord("r1", AssetKind.Network, "10.1.0.0/16", At(100), null, "dvc"),
            new AssetRecord("r2", AssetKind.Host, "web-01", At(0), null, "old"),
            new AssetRecord("internet", AssetKind.Domain, "hp.example", At(0), null, "old"),
            new AssetRecord("r1", AssetKind.Domain, "dvc.hp.example", At(0), At(100), "dvc"),
            new AssetRecord("r1", AssetKind.Account, "hp\\sao-luu", At(0), null, "old"),
            new AssetRecord("r1", AssetKind.Account, "sao-luu", At(0), null, "dvc"),
        ]);

    [Fact]
    public void A_host_belongs_to_its_owner_in_its_own_realm()
    {
        Owner(AnEvent().With("host.name", "WEB-01.hp.local")).ShouldBe("dvc");
        Owner(AnEvent().With("host.name", "web-01").In("r2")).ShouldBe("old");
        Owner(AnEvent().With("host.name", "web-01").In("r3")).ShouldBeNull();
    }

    [Fact]
    public void The_owner_is_the_one_of_the_events_time()
    {
        Owner(AnEvent().With("host.ip", "10.1.2.3").Happened(99)).ShouldBe("old");
        Owner(AnEvent().With("host.ip", "10.1.2.3").Happened(100)).ShouldBe("dvc");
    }

    [Fact]
    public void A_host_that_nobody_owns_is_not_given_to_the_sources_system()
    {
        var stray = AnEvent().With("host.name", "stray").FromSystem("dvc").Build();

        SystemEnricher.Enrich(stray, Register).ShouldBe(HostStanding.Unowned);
        stray.System.ShouldBeNull();
    }

    [Fact]
    public void An_event_without_a_host_belongs_to_its_sources_system()
    {
        Owner(AnEvent().FromSystem("dvc")).ShouldBe("dvc");
        Owner(AnEvent().With("host.name", "localhost").FromSystem("dvc")).ShouldBe("dvc");
        Owner(AnEvent().FromSystem("unknown")).ShouldBeNull();
    }

    [Fact]
    public void The_address_counts_before_the_name() =>
        Owner(AnEvent().With("host.name", "web-01").With("host.ip", "10.1.2.3").Happened(5)).ShouldBe("old");

    [Fact]
    public void A_site_belongs_to_the_longest_domain_above_it()
    {
        Owner(AnEvent().With("url.domain", "API.dvc.hp.example")).ShouldBe("dvc");
        Owner(AnEvent().With("url.domain", "dvc.hp.example").Happened(100)).ShouldBe("old");
        Owner(AnEvent().With("url.domain", "dvc.hp.example").In("r2")).ShouldBe("old");
        Owner(AnEvent().With("url.domain", "notdvc.hp.example")).ShouldBe("old");
        Owner(AnEvent().With("url.domain", "xdvc.example")).ShouldBeNull();
        Owner(AnEvent().With("host.name", "any.dvc.hp.example")).ShouldBe("dvc");
    }

    [Fact]
    public void An_account_counts_where_neither_host_nor_site_nor_source_says_whose_the_event_is()
    {
        Owner(AnEvent().With("user.name", "SAO-LUU")).ShouldBe("dvc");
        Owner(AnEvent().With("user.name", "sao-luu").With("user.domain", "HP")).ShouldBe("old");
        Owner(AnEvent().With("user.name", "sao-luu").With("user.domain", "-")).ShouldBe("dvc");
        Owner(AnEvent().With("user.name", "sao-luu").In("r2")).ShouldBeNull();
        Owner(AnEvent().With("user.name", "sao-luu").FromSystem("old")).ShouldBe("old");
        Owner(AnEvent().With("user.name", "sao-luu").With("host.name", "stray")).ShouldBeNull();
    }

    [Fact]
    public void An_address_within_a_range_is_an_unknown_node_only_where_its_system_keeps_a_list_of_nodes()
    {
        var register = new SystemDirectorySnapshot(
            1,
            [new SystemIdentity("dvc", "Cổng", 3, "o", "O", true, true), new SystemIdentity("wifi", "Mạng", 2, "o", "O", true, true)],
            [
                new AssetRecord("r1", AssetKind.Network, "10.1.0.0/24", 0, null, "dvc"),
                new AssetRecord("r1", AssetKind.Network, "10.1.0.5/32", 0, null, "dvc"),
                new AssetRecord("r1", AssetKind.Host, "app-02", 0, null, "dvc"),
                new AssetRecord("r1", AssetKind.Network, "10.9.0.0/16", 0, null, "wifi"),
                new AssetRecord("r1", AssetKind.Network, "10.8.0.5/32", 0, null, "wifi"),
            ]);

        Standing(AnEvent().With("host.ip", "10.1.0.7")).ShouldBe((HostStanding.UnknownNode, "dvc"));
        Standing(AnEvent().With("host.ip", "10.1.0.7").With("host.name", "stray")).ShouldBe((HostStanding.UnknownNode, "dvc"));
        Standing(AnEvent().With("host.ip", "10.1.0.7").With("host.name", "app-02")).ShouldBe((HostStanding.Owned, "dvc"));
        Standing(AnEvent().With("host.ip", "10.1.0.7").With("host.ip", "10.1.0.5")).ShouldBe((HostStanding.Owned, "dvc"));
        Standing(AnEvent().With("host.ip", "10.1.0.5")).ShouldBe((HostStanding.Owned, "dvc"));
        Standing(AnEvent().With("host.ip", "10.9.3.3")).ShouldBe((HostStanding.Owned, "wifi"), "nobody counts what is in that range");
        Standing(AnEvent().With("host.ip", "10.7.0.1")).ShouldBe((HostStanding.Unowned, null));
        Standing(AnEvent().FromSystem("dvc")).ShouldBe((HostStanding.NotNamed, "dvc"));

        (HostStanding, string?) Standing(EventTwin twin)
        {
            var logEvent = twin.Build();
            return (SystemEnricher.Enrich(logEvent, register), logEvent.System?.Code);
        }
    }

    private static string? Owner(EventTwin twin)
    {
        var logEvent = twin.Build();
        SystemEnricher.Enrich(logEvent, Register);
        return logEvent.System?.Code;
    }
}
