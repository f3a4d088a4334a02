using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HaiPhongSoc.Rules.Tests.City;

/// <summary>Operations as the host starts them, over the shipped rules, playbooks and sample register, in a folder of its own.</summary>
internal sealed class ACity : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _provider;

    private ACity()
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

    /// <summary>Throws with every fault of every file where one is wrong.</summary>
    public static async Task<ACity> StartAsync(CancellationToken cancellationToken)
    {
        var city = new ACity();
        city.Ready = await city._provider.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, cancellationToken);
        return city;
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
