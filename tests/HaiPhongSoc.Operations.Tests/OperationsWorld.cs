using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Tests.Accounts;
using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests;

/// <summary>Operations as the host composes it, on a real database of its own, with a clock that a test moves.</summary>
internal sealed class OperationsWorld : IAsyncDisposable
{
    public const string Realm = "ttthdl";

    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database;
    private ServiceProvider _provider;

    private OperationsWorld(TestDatabase database, DateTimeOffset now)
    {
        _database = database;
        Clock = new LeapingClock(now);
        PlaybooksDirectory = _folder.File("playbooks");
        Directory.CreateDirectory(PlaybooksDirectory);
        _provider = Compose();
    }

    public LeapingClock Clock { get; }

    public QueryCounter Queries { get; } = new();

    public CommitBreaker Commits { get; } = new();

    public ToldEvents Told { get; } = new();

    public string PlaybooksDirectory { get; }

    public string RegisterFile { get; set; } = "";

    /// <summary>What else the host would set.</summary>
    public Action<OperationsOptions>? Configure { get; set; }

    public string RulesDirectory { get; set; } = RepositoryRoot.Of("rules");

    /// <summary>A copy of the rules that a test may edit; set before the start.</summary>
    public string CopyRules()
    {
        RulesDirectory = _folder.File("rules");
        Directory.CreateDirectory(Path.Combine(RulesDirectory, "regulation"));
        foreach (var file in Directory.GetFiles(RepositoryRoot.Of("rules", "regulation"), "*.yml"))
            File.Copy(file, Path.Combine(RulesDirectory, "regulation", Path.GetFileName(file)));
        File.Copy(RepositoryRoot.Of("rules", "severity.yml"), Path.Combine(RulesDirectory, "severity.yml"));
        return RulesDirectory;
    }

    public TestDatabase Database => _database;

    public string DataDirectory => _folder.File("data");

    public Actor Analyst { get; } = new("a-1", "Nguyễn Thị Trực", [RoleNames.Analyst, RoleNames.Responder]);

    public Actor Other { get; } = new("a-2", "Trần Văn Ca", [RoleNames.ShiftLead]);

    public Actor Administrator { get; } = new("a-3", "Quản trị", [RoleNames.Administrator]);

    public OperationsReady? Ready { get; private set; }

    public IOperations Operations => _provider.GetRequiredService<IOperations>();

    public IAlertIntake Intake => _provider.GetRequiredService<IAlertIntake>();

    public SystemDirectory Systems => _provider.GetRequiredService<SystemDirectory>();

    public IAccountSessions Sessions => _provider.GetRequiredService<IAccountSessions>();

    public IServiceProvider Services => _provider;

    public long Now => UtcMicroseconds.Now(Clock);

    /// <param name="prepare">Writes playbooks or names a register file before the start.</param>
    public static async Task<OperationsWorld> StartAsync(Action<OperationsWorld>? prepare = null, DateTimeOffset? now = null)
    {
        var world = new OperationsWorld(await TestDatabase.CreateAsync(), now ?? new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
        await TestDatabase.PrepareAsync(world.DataDirectory);
        prepare?.Invoke(world);
        await world.RunStartupAsync();
        return world;
    }

    /// <summary>The process ends and starts again on the same files.</summary>
    public async Task RestartAsync()
    {
        await _provider.DisposeAsync();
        _provider = Compose();
        await RunStartupAsync();
    }

    public async Task<T> WithDatabaseAsync<T>(Func<OperationsDbContext, Task<T>> ask)
    {
        await using var scope = _provider.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<OperationsDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task RunStartupAsync() =>
        Ready = await _provider.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, CancellationToken.None);

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddOperations();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
        services.AddSingleton<ISelfEvents>(Told);
        services.AddSingleton<ISecretSeal, TestSeal>();
        services.ConfigureDbContext<OperationsDbContext>(database => database.AddInterceptors(Queries, Commits));
        services.Configure<OperationsOptions>(options =>
        {
            options.DataDirectory = DataDirectory;
            options.Database = _database.Options;
            options.RulesDirectory = RulesDirectory;
            options.PlaybooksDirectory = PlaybooksDirectory;
            options.RegisterFile = RegisterFile;
            Configure?.Invoke(options);
        });
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
