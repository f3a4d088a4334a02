using HaiPhongSoc.Detection.Findings;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests.Findings;

public sealed class RegisterFindingsTests
{
    private readonly RegisterFindings _findings = new(new FindingGate(1_000));

    [Fact]
    public void A_host_that_no_system_owns_is_no_signal_for_the_shift() =>
        _findings.Of(AnEvent().With("host.name", "stray-9").Build()).ShouldBeNull();

    [Theory]
    [InlineData(true, Severity.High)]
    [InlineData(false, Severity.Medium)]
    public void A_system_that_may_not_be_in_use_is_a_finding_about_that_system(bool hasRealData, Severity level)
    {
        var logEvent = AnEvent().With("host.name", "ai-01").Build();
        logEvent.System = new SystemIdentity("tro-ly", "Trợ lý", 2, "o", "O", MayBeInUse: false, hasRealData);

        var hit = _findings.Of(logEvent)!;

        hit.Rule.Id.ShouldBe("soc-finding-gated-system");
        hit.Rule.Level.ShouldBe(level);
        hit.Rule.TitleVi.ShouldNotBeNullOrEmpty();
        hit.Entities.ShouldBe([new Entity(EntityKind.System, "tro-ly", "*"), new Entity(EntityKind.Host, "ai-01", "r1")]);
        hit.System.ShouldBe(logEvent.System);
    }

    [Fact]
    public void A_system_in_order_is_no_finding()
    {
        var logEvent = AnEvent().With("host.name", "web-01").Build();
        logEvent.System = new SystemIdentity("dvc", "Cổng", 3, "o", "O", true, true);

        _findings.Of(logEvent).ShouldBeNull();
    }

    [Fact]
    public void A_finding_comes_once_a_minute_for_each_system()
    {
        var seconds = new double[] { 0, 1, 59, 60, 61, 119, 120 };

        var hits = seconds.Select(s => _findings.Of(Gated("a", s)) is not null);

        hits.ShouldBe([true, false, false, true, false, false, true]);
        _findings.Of(Gated("b", 120)).ShouldNotBeNull();

        static LogEvent Gated(string code, double received)
        {
            var logEvent = AnEvent().Received(received).Build();
            logEvent.System = new SystemIdentity(code, code, 2, "o", "O", false, false);
            return logEvent;
        }
    }

    [Fact]
    public void A_flood_of_names_costs_bounded_memory_and_repeats_at_worst()
    {
        var gate = new FindingGate(100);

        for (var i = 0; i < 1_000; i++)
            gate.TryPass("r", $"host-{i}", 0).ShouldBeTrue();

        gate.TryPass("r", "host-999", 0).ShouldBeFalse();
        gate.Evictions.ShouldBe(9);
    }
}
