using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using NSubstitute;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>The console on a real socket, with accounts in memory and nothing behind its pages.</summary>
public sealed class ServedConsole : IAsyncLifetime
{
    public const string Name = "lan";
    public const string Password = "mot cau dai de nho 1";

    private WebApplication? _app;

    /// <summary>Many, so that the tests of other things are not refused.</summary>
    internal int SignInsPerMinute { get; init; } = 1_000;

    /// <summary>What the host would decide beside that.</summary>
    internal Action<ConsoleOptions>? Configure { get; init; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ServedConsole).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddIdentityCore<Account>(identity => identity.Lockout.MaxFailedAccessAttempts = 3).AddRoles<IdentityRole>();
        builder.Services.AddSingleton<IUserStore<Account>, MemoryAccounts>();
        builder.Services.AddSingleton(Substitute.For<IRoleStore<IdentityRole>>());
        builder.Services.AddSingleton(Substitute.For<IOperations>());
        builder.Services.AddSingleton(Substitute.For<IOperationsFeed>());
        builder.Services.AddSingleton(Substitute.For<ISignInJournal>());
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
    }

    private async Task AddAsync(string name, bool mustChange)
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var made = await users.CreateAsync(
            new Account { UserName = name, DisplayName = name, MustChangePassword = mustChange, LockoutEnabled = true }, Password + "A!");
        made.Succeeded.ShouldBeTrue(string.Join(' ', made.Errors.Select(e => e.Description)));
    }
}
