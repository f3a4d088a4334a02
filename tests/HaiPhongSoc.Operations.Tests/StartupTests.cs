using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task Every_fault_of_every_file_is_told_and_nothing_starts()
    {
        var exception = await Should.ThrowAsync<OperationsConfigurationException>(() => OperationsWorld.StartAsync(world =>
        {
            File.WriteAllText(Path.Combine(world.PlaybooksDirectory, "a.yml"), "id: a\nid: b");
            File.WriteAllText(Path.Combine(world.PlaybooksDirectory, "b.yml"), "nonsense: true");
        }));
        exception.Faults.Count.ShouldBeGreaterThan(3);
        exception.Faults[0].ShouldContain("a.yml:2:1: Duplicate key id");
        exception.Faults.ShouldContain(f => f.Contains("b.yml:1:1: nonsense is not known here", StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_costs_at_least_210000_rounds_of_its_hash()
    {
        using var provider = new ServiceCollection().AddOperations().BuildServiceProvider();
        provider.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount.ShouldBeGreaterThanOrEqualTo(210_000);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_with_the_remedy()
    {
        var services = new ServiceCollection().AddOperations();
        services.Configure<OperationsOptions>(o => o.TimeZone = "Asia/Hai_Phong");
        using var provider = services.BuildServiceProvider();
        var refused = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<OperationsOptions>>().Value);
        refused.Failures.ShouldBe(
        [
            "DataDirectory is empty: name a folder that outlives the program",
            "TimeZone is \"Asia/Hai_Phong\", which this machine does not know: use a name such as Asia/Ho_Chi_Minh",
        ]);
    }

    [Theory]
    [InlineData("oracle", "", "", "Operations:Database:Provider is \"oracle\": use sqlite or postgresql")]
    [InlineData("sqlite", "Host=db;Password=hush", "", "Operations:Database:Provider is \"sqlite\", but a connection string is given")]
    [InlineData("postgresql", "", "", "Operations:Database:ConnectionString is empty: write Host=")]
    [InlineData("postgresql", "Host=db;Database=soc", "/etc/soc/db", "Operations:Database:ConnectionString and Operations:Database:ConnectionStringFile (\"/etc/soc/db\") are both given")]
    [InlineData("postgresql", "", "/nowhere/db", "Operations:Database:ConnectionStringFile (\"/nowhere/db\") cannot be read")]
    [InlineData("postgresql", "Host=db;Password=hush", "", "Operations:Database:ConnectionString names no Host or no Database")]
    [InlineData("postgresql", "Host=db;Database=soc;Port=hush", "", "Operations:Database:ConnectionString is no connection string of PostgreSQL")]
    [InlineData("postgresql", "Host=db;Database=soc;hush=1", "", "Operations:Database:ConnectionString is no connection string of PostgreSQL")]
    [InlineData("postgresql", "hush", "", "Operations:Database:ConnectionString is no connection string of PostgreSQL")]
    public void A_database_that_cannot_be_meant_is_refused_with_key_and_remedy_and_no_secret(string provider, string text, string file, string expected)
    {
        var services = new ServiceCollection().AddOperations();
        services.Configure<OperationsOptions>(o =>
            (o.DataDirectory, o.Database.Provider, o.Database.ConnectionString, o.Database.ConnectionStringFile) = ("data", provider, text, file));
        using var built = services.BuildServiceProvider();
        var refused = Should.Throw<OptionsValidationException>(() => built.GetRequiredService<IOptions<OperationsOptions>>().Value);
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith(expected);
        refused.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public void A_connection_string_may_stand_in_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("db"), "Host=db;Database=soc;Username=soc;Password=hush\n");
        var options = new DatabaseOptions { Provider = DatabaseOptions.PostgreSql, ConnectionStringFile = folder.File("db") };
        options.Faults().ShouldBeEmpty();
        options.ReadConnectionString().ShouldBe("Host=db;Database=soc;Username=soc;Password=hush");
    }
}
