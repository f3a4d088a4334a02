using System.Collections.Concurrent;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using NSubstitute;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>The console on a real socket over real accounts in a folder of their own; the event store is empty.</summary>
public sealed class ServedConsole : IAsyncLifetime
{
    public const string Name = "lan";
    public const string Password = "mot cau dai de nho 1";

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    /// <summary>Many, so that the tests of other things are not refused.</summary>
    internal int SignInsPerMinute { get; init; } = 1_000;

    internal bool RequireSecondFactor { get; init; }

    /// <summary>Null: the machine's.</summary>
    internal LeapingClock? Clock { get; init; }

    /// <summary>What the host would decide beside that.</summary>
    internal Action<ConsoleOptions>? Configure { get; init; }

    /// <summary>Everything that was logged, at every level.</summary>
    internal ConcurrentQueue<string> Log { get; } = [];

    internal IServiceProvider Services => _app!.Services;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ServedConsole).Assembly.GetName().Name });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new KeptLog(Log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (Clock is not null)
            builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddOperations();
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
        builder.Services.Configure<OperationsOptions>(options =>
        {
            options.DataDirectory = _folder.File("data");
            options.RulesDirectory = RepositoryRoot.Of("rules");
            options.PlaybooksDirectory = RepositoryRoot.Of("playbooks");
            options.RunScheduler = false;
            options.Audit.SealKeyFile = _folder.File("seal.key");
            options.Accounts.RequireSecondFactor = RequireSecondFactor;
        });
        builder.Services.AddScoped<UserManager<Account>, BusyAccounts>();
        builder.Services.AddSingleton(Substitute.For<IEventStore>());
        builder.Services.AddConsole(options =>
        {
            options.SignInsPerMinute = SignInsPerMinute;
            Configure?.Invoke(options);
        });
        _app = builder.Build();
        _app.MapConsole();
        _app.MapGet("/hong", () => { throw new InvalidOperationException("on purpose"); }).AllowAnonymous();
        _app.MapGet("/cam", () => Results.StatusCode(StatusCodes.Status403Forbidden)).AllowAnonymous();
        _app.MapGet("/ai-hoi", (HttpContext context) => $"{context.Connection.RemoteIpAddress} {context.Request.Scheme}://{context.Request.Host}").AllowAnonymous();
        _app.MapPost("/nhan", async (HttpContext context) => { await context.Request.Body.CopyToAsync(Stream.Null); return "ok"; }).AllowAnonymous().DisableAntiforgery();
        await _app.Services.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await AddAsync(Name, mustChange: false);
        await AddAsync("moi", mustChange: true);
        await AddAsync("khoa", mustChange: false);
    }

    /// <summary>A browser without memory: it follows nothing and keeps its cookies by hand.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    internal async Task<T> WithAccountsAsync<T>(Func<UserManager<Account>, Task<T>> ask)
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
    }

    internal Task<Account> AddAsync(string name, bool mustChange, params string[] roles) => WithAccountsAsync(async users =>
    {
        var now = (Clock ?? TimeProvider.System).GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var account = new Account { UserName = name, DisplayName = name, MustChangePassword = mustChange, LockoutEnabled = true, CreatedAt = now };
        var made = await users.CreateAsync(account, Password + "A!");
        made.Succeeded.ShouldBeTrue(string.Join(' ', made.Errors.Select(e => e.Description)));
        (await users.AddToRolesAsync(account, roles.Length > 0 ? roles : [RoleNames.Analyst])).Succeeded.ShouldBeTrue();
        return account;
    });

    private sealed class KeptLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
