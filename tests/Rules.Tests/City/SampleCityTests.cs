using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Rules.Tests.Cases;
using HaiPhongSoc.Rules.Tests.Mutation;
using HaiPhongSoc.Testing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.City;

/// <summary>The city that the demo and the tests live in.</summary>
public sealed partial class SampleCityTests(ACity city) : IClassFixture<ACity>
{
    private static readonly long Now = UtcMicroseconds.From(ACity.Now);

    private static string Register => RepositoryRoot.Of("deploy", "sample-city", "register.yml");

    private static List<SourceOptions> Sources =>
        JsonSerializer.Deserialize<List<SourceOptions>>(File.ReadAllText(RepositoryRoot.Of("deploy", "sample-city", "sources.json")))!;

    [Fact]
    public void Register_and_playbooks_are_taken_whole()
    {
        city.Ready.Systems.ShouldBe(((YamlSequenceNode)YamlTree.Parse(File.ReadAllText(Register))["systems"]).Children.Count);
        city.Ready.Systems.ShouldBeGreaterThanOrEqualTo(20);
        city.Ready.Playbooks.ShouldBe(Directory.GetFiles(RepositoryRoot.Of("playbooks"), "*.yml").Length);
    }

    [Theory]
    [InlineData("bastion-dvc-01", "10.20.1.10")]
    [InlineData("web-dvc-02", "10.20.1.22")]
    public void The_attacked_machines_belong_to_the_portal_of_level_3(string host, string address)
    {
        foreach (var system in new[] { city.Systems.ByHostName("ttthdl", host, Now), city.Systems.ByAddress("ttthdl", IPAddress.Parse(address), Now) })
        {
            system.ShouldNotBeNull();
            (system.Code, system.Name, system.Level, system.MayBeInUse).ShouldBe(("dvc", "Cổng dịch vụ công trực tuyến và Một cửa điện tử", 3, true));
        }
    }

    [Fact]
    public void Two_communes_use_the_same_addresses_and_stay_apart()
    {
        var address = IPAddress.Parse("192.168.1.10");
        city.Systems.ByAddress("phuong-le-chan", address, Now)!.OwnerCode.ShouldBe("phuong-le-chan");
        city.Systems.ByAddress("xa-kien-thuy", address, Now)!.OwnerCode.ShouldBe("xa-kien-thuy");
        city.Systems.ByAddress("ttthdl", address, Now).ShouldBeNull();
    }

    [Fact]
    public void The_attacker_and_his_store_are_nobody_of_ours()
    {
        city.Systems.ByAddress("ttthdl", IPAddress.Parse("203.0.113.77"), Now).ShouldBeNull();
        city.Systems.ByAddress("ttthdl", IPAddress.Parse("203.0.113.99"), Now).ShouldBeNull();
    }

    [Fact]
    public void Systems_that_try_the_two_principles_of_plan_40_are_there()
    {
        city.Systems.System("truyen-thanh")!.MayBeInUse.ShouldBeFalse();
        var trial = city.Systems.System("tro-ly-dvc")!;
        (trial.MayBeInUse, trial.HasRealData, trial.Level).ShouldBe((true, true, 3));
        city.Systems.ByHostName("ttthdl", "motcua-huyen-01", Now)!.MayBeInUse.ShouldBeFalse();
    }

    [Fact]
    public void Every_source_belongs_to_a_system_and_is_read_by_a_definition()
    {
        Sources.Count.ShouldBeGreaterThanOrEqualTo(12);
        Sources.Select(source => source.Id).ShouldBeUnique(StringComparer.Ordinal);
        foreach (var source in Sources)
        {
            city.Systems.System(source.System).ShouldNotBeNull(source.Id);
            EventReader.Catalogue.Find(source.Definition).ShouldNotBeNull(source.Id);
            RealmsOf(source.System).ShouldContain(source.Realm, StringComparer.Ordinal, source.Id);
        }
    }

    [Fact]
    public void Every_level_stands_on_an_article_and_every_contact_is_made_up()
    {
        foreach (var system in ((YamlSequenceNode)YamlTree.Parse(File.ReadAllText(Register))["systems"]).Children)
        {
            var code = system["code"].ToString();
            Article().IsMatch(system["level"]["basis"].ToString()).ShouldBeTrue(code);
            system["contact"]["email"].ToString().ShouldEndWith(".example", Case.Sensitive, code);
            system["contact"]["phone"].ToString().ShouldContain(" 000 ", Case.Sensitive, code);
        }
    }

    private static IEnumerable<string> RealmsOf(string code) =>
        ((YamlSequenceNode)YamlTree.Parse(File.ReadAllText(Register))["systems"]).Children
            .Where(system => system["code"].ToString() == code)
            .SelectMany(system => ((YamlSequenceNode)system["assets"]).Children)
            .Select(asset => asset["realm"].ToString());

    [GeneratedRegex("^Nghị định (331/2026/NĐ-CP, Điều 1[1-5]\\b|85/2016/NĐ-CP)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Article();
}
