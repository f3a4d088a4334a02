using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HaiPhongSoc.Rules.Tests.City;

/// <summary>
/// Operations as the host starts them, over the shipped rules, playbooks and sample register, in a folder of its own: started once for the
/// tests that only look at it. The start throws with every fault of every file where one is wrong.
/// </summary>
public sealed class ACity : IAsyncLifetime
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _provider;

    public ACity()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        services.AddOperations();
        services.Configure<OperationsOptions>(options =>
        {
            options.DataDirectory = _folder.File("data");
            options.RulesDirectory = RepositoryRoot.Of("rules");
            options.PlaybooksDirectory = RepositoryRoot.Of("playbooks");
            options.RegisterFile = RepositoryRoot.Of("deploy", "sample-city", "register.yml");
            options.RunScheduler = false;
        });
        _provider = services.BuildServiceProvider();
    }

    public OperationsReady Ready { get; private set; } = null!;

    public SystemDirectorySnapshot Systems => _provider.GetRequiredService<ISystemDirectory>().Current;

    public async ValueTask InitializeAsync() =>
        Ready = await _provider.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
