using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>The attack of the demo and the ordinary life around it, through the whole of detection with all rules.</summary>
public sealed class AttackTests
{
    private static string[] Shipped => [RepositoryRoot.Of("rules", "detection"), RepositoryRoot.Of("rules", "correlation")];

    [Fact]
    public void Each_step_of_the_attack_hits_exactly_the_rules_that_are_about_it()
    {
        var records = AttackRecords.All;
        var hits = Corridor.Run(Corridor.Load(Shipped), records);
        foreach (var (step, template, expected) in AttackRecords.Steps)
        {
            var last = template.At + (template.Every * (template.Times - 1));
            var found = hits
                .Where(hit => IsWithin(records[(int)hit.Event.Offset].At - Timeline.Start, template.At, last))
                .Select(hit => hit.Rule.Title)
                .Distinct(StringComparer.Ordinal);
            found.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), step);
        }
    }

    [Fact]
    public void Ordinary_life_hits_nothing() =>
        Corridor.Run(Corridor.Load(Shipped), AttackRecords.OrdinaryLife).Select(hit => $"{hit.Rule.Title}: {hit.Sample}").ShouldBeEmpty();

    [Fact]
    public void Hits_of_the_attack_say_what_their_alert_is_about()
    {
        var hits = Corridor.Run(Corridor.Load(Shipped), AttackRecords.All);
        var guessed = hits.First(hit => hit.Rule.Title == "SSH Password Guessed, Then Signed In");
        guessed.Entities[0].ShouldBe(new Entity(EntityKind.SourceAddress, "203.0.113.77", "internet"));
        guessed.Entities.ShouldContain(entity => entity.Kind == EntityKind.User && entity.Value.StartsWith("qtht", StringComparison.Ordinal));
        guessed.Rule.TitleVi.ShouldBe("Đăng nhập SSH thành công sau dò mật khẩu");
        guessed.Rule.Level.ShouldBe(Severity.High);
        guessed.Rule.AttackTags.ShouldContain("T1078", StringComparer.Ordinal);
        guessed.ContributingCount.ShouldBeGreaterThanOrEqualTo(21);
    }

    private static bool IsWithin(TimeSpan at, TimeSpan first, TimeSpan last) => at >= first && at <= last;
}
