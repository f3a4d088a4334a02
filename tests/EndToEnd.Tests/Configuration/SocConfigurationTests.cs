using HaiPhongSoc.Configuration;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Configuration;

public sealed class SocConfigurationTests : IDisposable
{
    private static readonly KnownKeys Known = new(new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["Soc"] = typeof(SocOptions),
        ["Logging"] = typeof(object),
    });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_flag_wins_over_the_file()
    {
        var file = Write("""{ "Soc": { "DataDirectory": "/from/file", "Console": { "Port": 1000 } } }""");

        var built = SocConfiguration.Build(file, ["Soc:Console:Port=2000"], Known);

        built["Soc:DataDirectory"].ShouldBe("/from/file");
        built["Soc:Console:Port"].ShouldBe("2000");
    }

    [Fact]
    public void An_unknown_key_is_refused_with_its_place_and_the_nearest_key()
    {
        var file = Write("""{ "Soc": { "Consle": { "Port": 1000 } } }""");

        var fault = Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(file, [], Known));

        fault.Faults.ShouldBe([$"unknown key 'Soc:Consle' in soc.json: did you mean 'Soc:Console'? else remove it"]);
    }

    [Fact]
    public void All_unknown_keys_are_told_at_once()
    {
        var file = Write("""{ "Soc": { "A": 1 }, "Intke": { "B": 2 } }""");

        Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(file, ["Soc:Console:Prt=1"], Known)).Faults.Count.ShouldBe(3);
    }

    [Fact]
    public void A_key_below_a_free_section_is_not_checked() =>
        SocConfiguration.Build(null, ["Logging:LogLevel:Default=Debug"], Known)["Logging:LogLevel:Default"].ShouldBe("Debug");

    [Fact]
    public void Broken_JSON_is_told_with_line_and_column()
    {
        var file = Write("{\n  \"Soc\": { \"DataDirectory\": nope }\n}");

        Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(file, [], Known)).Message.ShouldContain("line 2");
    }

    [Fact]
    public void A_value_where_keys_belong_is_refused() =>
        Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(null, ["Soc:Console=9000"], Known)).Message.ShouldContain("holds keys of its own");

    [Theory]
    [InlineData("Soc:Console:Port")]
    [InlineData("=5")]
    public void A_flag_that_is_not_key_and_value_is_refused(string flag) =>
        Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(null, [flag], Known)).Message.ShouldContain("KEY=VALUE");

    [Fact]
    public void A_file_that_does_not_exist_is_refused() =>
        Should.Throw<ConfigurationFault>(() => SocConfiguration.Build(_folder.File("none.json"), [], Known)).Message.ShouldContain("does not exist");

    [Fact]
    public void Options_tell_every_fault_with_key_value_and_remedy()
    {
        var options = new SocOptions { DataDirectory = "", Console = new() { Address = "here", Port = 8440 }, Management = new() { Port = 8440 } };
        new SocOptionsValidator().Validate(null, new SocOptions { Console = new() { Address = "0.0.0.0", Port = 8440 } }).FailureMessage!.ShouldContain("plain HTTP");

        var failures = new SocOptionsValidator().Validate(null, options).Failures!.ToList();

        failures.ShouldContain(failure => failure.StartsWith("Soc:DataDirectory is empty: give", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.StartsWith("Soc:Console:Address is 'here', which is no IP address: give", StringComparison.Ordinal));
        failures.ShouldContain(failure => failure.Contains("share 8440", StringComparison.Ordinal));
    }

    private string Write(string json)
    {
        var path = _folder.File("soc.json");
        File.WriteAllText(path, json);
        return path;
    }
}
