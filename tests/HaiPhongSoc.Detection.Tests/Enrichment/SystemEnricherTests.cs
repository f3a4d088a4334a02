using System.Net;
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
            new AssetRecord("r1", null, "web-01", At(0), null, "dvc"),
            new AssetRecord("r1", IPNetwork.Parse("10.1.0.0/16"), null, At(-1000), At(100), "old"),
            new AssetRecord("r1", IPNetwork.Parse("10.1.0.0/16"), null, At(100), null, "dvc"),
            new AssetRecord("r2", null, "web-01", At(0), null, "old"),
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

        SystemEnricher.Enrich(stray, Register).ShouldBeFalse();
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

    private static string? Owner(EventTwin twin)
    {
        var logEvent = twin.Build();
        SystemEnricher.Enrich(logEvent, Register);
        return logEvent.System?.Code;
    }
}
