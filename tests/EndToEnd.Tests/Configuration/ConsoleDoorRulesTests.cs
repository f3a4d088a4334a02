using HaiPhongSoc.Configuration;

namespace EndToEnd.Tests.Configuration;

public sealed class ConsoleDoorRulesTests
{
    private static readonly CertificateOptions Pair = new() { CertificateFile = "soc.pem", KeyFile = "soc.key" };

    [Fact]
    public void Beyond_loopback_in_clear_is_refused_with_both_ways_out()
    {
        var said = Faults(new() { Address = "0.0.0.0", PublicUrl = "https://soc.test" }).ShouldHaveSingleItem();

        said.ShouldStartWith("Soc:Console:Address is '0.0.0.0', but the console would speak plain HTTP");
        said.ShouldContain("Soc:Console:Certificate:CertificateFile");
        said.ShouldContain("Soc:Console:TrustedProxies");
    }

    [Fact]
    public void Beyond_loopback_with_a_certificate_or_behind_a_proxy_is_taken_once_it_knows_its_name()
    {
        Faults(new() { Address = "0.0.0.0", Certificate = Pair }).ShouldHaveSingleItem().ShouldStartWith("Soc:Console:PublicUrl is empty");
        Faults(new() { Address = "0.0.0.0", Certificate = Pair, PublicUrl = "https://soc.test" }).ShouldBeEmpty();
        Faults(new() { Address = "::", TrustedProxies = ["10.20.0.5", "2001:db8::/64"], PublicUrl = "https://soc.test:8443" }).ShouldBeEmpty();
    }

    [Fact]
    public void Loopback_needs_nothing() => Faults(new()).ShouldBeEmpty();

    [Theory]
    [InlineData("proxy.test", "is no address or network")]
    [InlineData("0.0.0.0/0", "half the world")]
    [InlineData("::/0", "half the world")]
    public void A_proxy_is_an_address_or_a_network_and_not_everybody(string proxy, string why) =>
        Faults(new() { TrustedProxies = [proxy], PublicUrl = "https://soc.test" }).ShouldHaveSingleItem().ShouldContain(why);

    [Theory]
    [InlineData("soc.test")]
    [InlineData("https://soc.test/console")]
    [InlineData("https://me@soc.test")]
    [InlineData("ftp://soc.test")]
    [InlineData("http://soc.test")]
    public void The_public_address_is_that_of_a_site_over_HTTPS(string url) =>
        Faults(new() { PublicUrl = url }).ShouldHaveSingleItem().ShouldStartWith($"Soc:Console:PublicUrl is '{url}'");

    [Theory]
    [InlineData("*")]
    [InlineData("*.test")]
    [InlineData("https://soc.test")]
    [InlineData("soc.test:8443")]
    public void Host_names_are_whole_names(string host) =>
        Faults(new() { AllowedHosts = [host] }).ShouldHaveSingleItem().ShouldStartWith($"Soc:Console:AllowedHosts has '{host}'");

    [Fact]
    public void A_door_that_leads_to_HTTPS_needs_to_know_where_and_a_port_of_its_own()
    {
        Faults(new() { RedirectPort = 0 }).ShouldHaveSingleItem().ShouldStartWith("Soc:Console:PublicUrl is empty");
        new SocOptionsValidator().Validate(null, new SocOptions { Console = new() { Port = 443, RedirectPort = 443, PublicUrl = "https://soc.test" } })
            .FailureMessage!.ShouldContain("share 443");
    }

    [Fact]
    public void A_key_without_a_certificate_is_a_slip() =>
        new SocOptionsValidator().Validate(null, new SocOptions { Http = new() { Certificate = new() { KeyFile = "soc.key" } } })
            .FailureMessage!.ShouldContain("Soc:Http:Certificate:CertificateFile is empty");

    private static List<string> Faults(ConsoleDoorOptions console)
    {
        var faults = new List<string>();
        ConsoleDoorRules.Check(faults, console);
        return faults;
    }
}
