using HaiPhongSoc.Configuration;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Hosting.Tls;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>The composition root: every room, its options, and the three doors (console, HTTP intake, management).</summary>
internal static class SocHost
{
    /// <summary>Every section that may stand in the configuration.</summary>
    public static KnownKeys Known { get; } = new(new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["Soc"] = typeof(SocOptions),
        [IntakeOptions.SectionName] = typeof(IntakeOptions),
        ["Detection"] = typeof(DetectionOptions),
        ["EventStore"] = typeof(EventStoreOptions),
        ["Operations"] = typeof(OperationsOptions),
        ["Logging"] = typeof(object),
    });

    /// <param name="configuration">Every layer.</param>
    /// <param name="logging">Where the log goes.</param>
    /// <param name="within">The rooms that a command needs, whatever is configured for serving.</param>
    public static WebApplication Build(IConfigurationRoot configuration, Action<ILoggingBuilder> logging, RoleSet? within = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(SocHost).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });

        // Only our own layers: what ASP.NET would pick up by itself (appsettings, ASPNETCORE_*) is nobody's documented key.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.ClearProviders();
        logging(builder.Logging);
        builder.Services.AddSystemd();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(50);
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });

        var soc = ReadOwnOptions(builder.Configuration);
        var roles = within is null ? RoleSet.Parse(soc.Roles, []) : within;
        builder.AddRooms(soc, roles);
        builder.AddSocTelemetry(soc.OtlpEndpoint);
        var certificates = new DoorCertificates(soc, TimeProvider.System);
        builder.Services.AddSingleton(_ => certificates);
        builder.Services.AddHostedService<CertificateWorker>();
        builder.Services.AddHealthChecks().AddCheck<DoorCertificates>("certificates", tags: ["ready"]);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, soc, roles, certificates));

        var app = builder.Build();
        app.UseRedirectDoor(soc);
        app.MapDoors(roles);
        return app;
    }

    /// <summary>
    /// Everything that can be wrong is found before anything is changed: options, rules, source definitions, the locks of spool and store. Then Operations comes up, and last
    /// what listens; the addresses are written once everything does.
    /// </summary>
    /// <param name="host">As built.</param>
    /// <param name="onFirstAccount">Called as soon as the account exists: its password is shown here or never.</param>
    /// <param name="ct">Ends the start.</param>
    public static async Task StartAsync(WebApplication host, Action<FirstAccount> onFirstAccount, CancellationToken ct)
    {
        var services = host.Services;
        services.GetRequiredService<IStartupValidator>().Validate();
        var dataDirectory = services.GetRequiredService<IOptions<SocOptions>>().Value.DataDirectory;
        Directory.CreateDirectory(dataDirectory);
        services.GetRequiredService<DoorCertificates>().Open();
        var roles = services.GetRequiredService<RoleSet>();
        services.GetRequiredService<EventSpool>();
        services.GetService<IntakeAlone>()?.Check();
        if (roles.Has(RoleSet.Detect))
        {
            services.GetRequiredService<SourceCatalogue>();
            services.GetRequiredService<RuleSet>();
            services.GetRequiredService<IEventStore>();
        }

        SocEndpoints.Remove(dataDirectory);
        await SocTelemetry.ListenAsync(ct);
        if (roles.Has(RoleSet.Operate) && (await services.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, ct)).FirstAccount is { } account)
            onFirstAccount(account);
        if (roles.Has(RoleSet.Detect))
            await services.GetRequiredService<IDetectSeat>().TakeAsync(ct);
        if (roles.Has(RoleSet.Web))
            KeyRing.Tell(services.GetRequiredService<ILogger<RoleSet>>(), services.GetRequiredService<IOptions<SocOptions>>().Value);
        services.GetService<SecondFactorWarning>()?.Tell();
        services.GetRequiredService<ClearIntakeWarning>().Tell();
        await host.StartAsync(ct);
        SocEndpoints.Of(services).Write(dataDirectory);
        host.Lifetime.ApplicationStopped.Register(() => SocEndpoints.Remove(dataDirectory));
    }

    /// <summary>Waits for the end; true where it was asked for, false where a worker broke.</summary>
    public static async Task<bool> WaitForEndAsync(WebApplication host, CancellationToken ct)
    {
        await host.WaitForShutdownAsync(ct);
        return !host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(worker => worker.ExecuteTask is { IsFaulted: true });
    }

    private static SocOptions ReadOwnOptions(ConfigurationManager configuration)
    {
        var soc = configuration.GetSection("Soc").Get<SocOptions>() ?? new SocOptions();
        var validated = new SocOptionsValidator().Validate(null, soc);
        return validated.Failed ? throw new ConfigurationFault([.. validated.Failures]) : soc;
    }

    // SocEndpoints reads the addresses in this order.
    private static void Listen(KestrelServerOptions kestrel, SocOptions soc, RoleSet roles, DoorCertificates certificates)
    {
        kestrel.AddServerHeader = false;
        DoorListening.Bound(kestrel.Limits);
        var proxies = soc.Console.TrustedNetworks();
        if (roles.Has(RoleSet.Web))
            kestrel.Listen(soc.Console, ListenerRole.Console, certificates.Of(ListenerRole.Console), from => proxies.Any(network => network.Contains(from)));
        kestrel.Listen(soc.Http, ListenerRole.Intake, certificates.Of(ListenerRole.Intake));
        kestrel.Listen(soc.Management, ListenerRole.Management, certificates.Of(ListenerRole.Management));
        if (roles.Has(RoleSet.Web) && soc.Console.RedirectPort is { } port)
            kestrel.Listen(new ListenerOptions { Address = soc.Console.Address, Port = port }, ListenerRole.Redirect, certificate: null);
    }
}
