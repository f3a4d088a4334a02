using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Web.Accounts.SignOn;

namespace HaiPhongSoc.Web.Tests.Accounts.SignOn;

/// <summary>What the claims of a token are worth here.</summary>
public sealed class RoleMapTests
{
    private readonly SignOnOptions _options = new()
    {
        TwoFactorAcr = { "urn:muc-cao" },
        RoleMap =
        {
            new RoleMapEntry { Claim = "groups", Value = "truc-ca", Roles = { RoleNames.Analyst } },
            new RoleMapEntry { Claim = "groups", Value = "so-yt", Roles = { RoleNames.SystemOwner }, Organisation = "so-yt" },
            new RoleMapEntry { Claim = "groups", Value = "so-gd", Roles = { RoleNames.SystemOwner }, Organisation = "so-gd" },
            new RoleMapEntry { Claim = "groups", Value = "quan-tri", Roles = { RoleNames.Administrator } },
        },
    };

    [Fact]
    public void A_claim_gives_its_roles_to_the_letter_and_nothing_else()
    {
        RoleMap.Of(Person(("groups", "truc-ca")), _options).Roles.ShouldBe([RoleNames.Analyst]);
        RoleMap.Of(Person(("groups", "TRUC-CA")), _options).Roles.ShouldBeEmpty();
        RoleMap.Of(Person(("nhom", "truc-ca")), _options).Roles.ShouldBeEmpty();
        RoleMap.Of(Person(("role", RoleNames.Analyst)), _options).Roles.ShouldBeEmpty("a role is ours to give");
    }

    [Fact]
    public void Who_is_bound_by_one_entry_is_bound_altogether_and_two_bonds_give_nothing()
    {
        var both = RoleMap.Of(Person(("groups", "truc-ca"), ("groups", "so-yt")), _options);
        (both.OrganisationCode, both.Roles.Count).ShouldBe(("so-yt", 2));
        RoleMap.Of(Person(("groups", "so-yt"), ("groups", "so-gd")), _options).Roles.ShouldBeEmpty();
    }

    [Fact]
    public void An_administrator_is_made_only_where_the_configuration_says_so()
    {
        RoleMap.Of(Person(("groups", "quan-tri")), _options).Roles.ShouldBeEmpty();
        _options.AllowAdministrator = true;
        RoleMap.Of(Person(("groups", "quan-tri")), _options).Roles.ShouldBe([RoleNames.Administrator]);
    }

    [Theory]
    [InlineData(true, "mfa")]
    [InlineData(true, "pwd", "otp")]
    [InlineData(true, "hwk", "user")]
    [InlineData(false, "pwd")]
    [InlineData(false, "otp", "hwk")]
    [InlineData(false, "MFA")]
    [InlineData(false)]
    public void Two_factors_are_two_kinds(bool two, params string[] methods) =>
        RoleMap.IsTwoFactor(Person([.. methods.Select(m => ("amr", m))]), _options).ShouldBe(two);

    [Theory]
    [InlineData(true, "urn:muc-cao")]
    [InlineData(false, "urn:muc-thap")]
    public void An_acr_counts_where_it_is_configured(bool two, string acr) => RoleMap.IsTwoFactor(Person(("acr", acr)), _options).ShouldBe(two);

    private static ClaimsPrincipal Person(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), "token"));
}
