using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;
using Microsoft.Extensions.Configuration;

namespace EndToEnd.Tests.Configuration;

/// <summary>Section <c>Soc:Api</c>: bound, bounded, and no key of it is overlooked.</summary>
public sealed class ApiOptionsTests
{
    [Fact]
    public void What_is_given_holds_and_the_rest_is_the_default()
    {
        var api = Options("Soc:Api:RequestsPerMinute=30", "Soc:Api:LargestBody=65536").Api;
        (api.RequestsPerMinute, api.LargestBody, api.SearchesPerMinute, api.WrongTokensPerMinute).ShouldBe((30, 65_536, 60, 20));
        Faults().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RequestsPerMinute", "0")]
    [InlineData("SearchesPerMinute", "-1")]
    [InlineData("WrongTokensPerMinute", "10001")]
    [InlineData("LargestBody", "100")]
    [InlineData("LargestRegister", "1000")]
    public void Out_of_bounds_is_told_with_key_and_value(string key, string value)
    {
        var said = Faults($"Soc:Api:{key}={value}").ShouldHaveSingleItem();
        said.ShouldStartWith($"Soc:Api:{key} is {value}, allowed are ");
    }

    [Fact]
    public void An_unknown_key_is_an_error() =>
        Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(null, ["Soc:Api:RequestPerMinute=5"], SocHost.Known))
            .Message.ShouldContain("did you mean 'Soc:Api:RequestsPerMinute'");

    private static SocOptions Options(params string[] set) => SocConfiguration.Build(null, set, SocHost.Known).GetSection("Soc").Get<SocOptions>() ?? new SocOptions();

    private static IEnumerable<string> Faults(params string[] set) =>
        (new SocOptionsValidator().Validate(null, Options(set)).Failures ?? []).Where(fault => fault.StartsWith("Soc:Api", StringComparison.Ordinal));
}
