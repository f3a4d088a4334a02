using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Web.Accounts.SignOn;

namespace HaiPhongSoc.Web.Tests.Accounts.SignOn;

/// <summary>A provider that is configured half stops the start, with what to do; a secret is never told.</summary>
public sealed class SignOnRulesTests
{
    private const string Secret = "bi-mat-khong-duoc-lo";

    [Fact]
    public void None_is_no_fault() => FaultsOf(new SignOnOptions()).ShouldBeEmpty();

    [Fact]
    public void A_whole_one_is_no_fault() => FaultsOf(Whole()).ShouldBeEmpty();

    [Theory]
    [InlineData("http://sso.haiphong.example")]
    [InlineData("sso.haiphong.example")]
    public void The_provider_is_reached_by_https(string authority) => FaultsOf(Whole(authority: authority)).Single().ShouldContain("Soc:SignOn:Authority");

    [Fact]
    public void On_this_machine_http_does() => FaultsOf(Whole(authority: "http://localhost:8080/realms/thanh-pho")).ShouldBeEmpty();

    [Fact]
    public void Everything_that_is_missing_is_said_at_once()
    {
        var said = string.Join('\n', FaultsOf(new SignOnOptions { Authority = "https://sso.haiphong.example", ClientSecret = Secret, ClientSecretFile = "/khong-co" }));
        said.ShouldContain("Soc:SignOn:ClientId");
        said.ShouldContain("Soc:SignOn:ClientSecretFile");
        said.ShouldContain("Soc:SignOn:RoleMap");
        said.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("", "truc-ca", RoleNames.Analyst, "no Claim")]
    [InlineData("groups", "", RoleNames.Analyst, "no Claim or no Value")]
    [InlineData("groups", "truc-ca", "vua", "which is no role")]
    [InlineData("groups", "truc-ca", RoleNames.Administrator, "AllowAdministrator")]
    public void An_entry_says_what_it_gives_to_whom(string claim, string value, string role, string why)
    {
        var options = Whole();
        options.RoleMap.Add(new RoleMapEntry { Claim = claim, Value = value, Roles = { role } });
        FaultsOf(options).ShouldContain(fault => fault.StartsWith("Soc:SignOn:RoleMap:1", StringComparison.Ordinal) && fault.Contains(why, StringComparison.Ordinal));
    }

    private static SignOnOptions Whole(string authority = "https://sso.haiphong.example") => new()
    {
        Authority = authority,
        ClientId = "soc",
        ClientSecret = Secret,
        RoleMap = { new RoleMapEntry { Claim = "groups", Value = "truc-ca", Roles = { RoleNames.Analyst } } },
    };

    private static List<string> FaultsOf(SignOnOptions options)
    {
        var faults = new List<string>();
        SignOnRules.Check(options, faults);
        return faults;
    }
}
