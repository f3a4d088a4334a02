using HaiPhongSoc.Configuration;
using HaiPhongSoc.Corridor;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Hosting.Tls;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>The composition root: every room, its options, and the three doors (console, HTTP intake, management).</summary>
internal static class SocHost
{
    private static readonly string[] RuleFolders = ["detection", "correlation", "filters"];

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

    public static WebApplication Build(IConfigurationRoot configuration, Action<ILoggingBuilder> logging)
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

        AddRooms(builder);
        var soc = ReadOwnOptions(builder.Configuration);
        builder.AddSocTelemetry(soc.OtlpEndpoint);
        var certificates = new DoorCertificates(soc, TimeProvider.System);
        builder.Services.AddSingleton(_ => certificates);
        builder.Services.AddHostedService<CertificateWorker>();
        builder.Services.AddHealthChecks().AddCheck<DoorCertificates>("certificates", tags: ["ready"]);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, soc, certificates));

        var app = builder.Build();
        app.UseRedirectDoor(soc);
        app.MapDoors();
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
        services.GetRequiredService<SourceCatalogue>();
        services.GetRequiredService<RuleSet>();
        services.GetRequiredService<EventSpool>();
        services.GetRequiredService<IEventStore>();

        SocEndpoints.Remove(dataDirectory);
        await SocTelemetry.ListenAsync(ct);
        var ready = await services.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, ct);
        if (ready.FirstAccount is { } account)
            onFirstAccount(account);
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

    private static void AddRooms(WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton<IValidateOptions<SocOptions>, SocOptionsValidator>();
        services.AddOptions<SocOptions>().Bind(configuration.GetSection("Soc")).ValidateOnStart();
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.SectionName))
            .PostConfigure<IOptions<SocOptions>>((intake, soc) =>
            {
                if (configuration["Intake:Spool:Directory"] is null)
                    intake.Spool.Directory = Path.Combine(soc.Value.DataDirectory, "spool");
            });
        services.AddOptions<EventStoreOptions>().Bind(configuration.GetSection("EventStore"))
            .PostConfigure<IOptions<SocOptions>>((store, soc) => store.Directory = Default(store.Directory, soc.Value.DataDirectory, "events"));
        services.AddOptions<OperationsOptions>().Bind(configuration.GetSection("Operations"))
            .PostConfigure<IOptions<SocOptions>>((operations, soc) =>
            {
                operations.DataDirectory = Default(operations.DataDirectory, soc.Value.DataDirectory, "operations");
                if (configuration["Operations:RulesDirectory"] is null)
                    operations.RulesDirectory = soc.Value.RulesDirectory;
                if (configuration["Operations:PlaybooksDirectory"] is null)
                    operations.PlaybooksDirectory = soc.Value.PlaybooksDirectory;
                if (operations.Audit.SealKeyFile.Length == 0)
                    operations.Audit.SealKeyFile = Path.Combine(soc.Value.DataDirectory, "keys", "audit-seal.key");
                operations.RegisterFile = operations.RegisterFile.Length > 0 ? operations.RegisterFile : soc.Value.RegisterFile;
            });
        services.AddOptions<DetectionOptions>().Bind(configuration.GetSection("Detection"))
            .PostConfigure<IOptions<SocOptions>>((detection, soc) =>
            {
                if (configuration["Detection:LogSourcesFile"] is null)
                    detection.LogSourcesFile = Path.Combine(soc.Value.RulesDirectory, "sources", "logsources.yml");
                if (detection.RuleDirectories.Count > 0)
                    return;
                foreach (var folder in RuleFolders.Select(name => Path.Combine(soc.Value.RulesDirectory, name)).Where(Directory.Exists))
                    detection.RuleDirectories.Add(folder);
            });

        // Hosted workers start in this order and stop in reverse: listeners stop first, the store seals last.
        services.AddOperations();
        services.AddEventStore();
        services.AddDetection();
        services.AddCorridor();
        services.AddIntake();
        services.AddConsole(console => Console(console, ReadOwnOptions(configuration)));
    }

    private static void Console(ConsoleOptions console, SocOptions soc)
    {
        console.KeyDirectory = Path.Combine(soc.DataDirectory, "keys");
        console.PublicUrl = soc.Console.PublicUrl.Length > 0 ? new Uri(soc.Console.PublicUrl) : null;
        console.AllowedHosts = [.. soc.Console.AllowedHosts];
        console.TrustedProxies = soc.Console.TrustedNetworks();
        console.ProxyHops = soc.Console.ProxyHops;
        console.HstsIncludeSubDomains = soc.Console.HstsIncludeSubDomains;
    }

    private static string Default(string given, string dataDirectory, string folder) =>
        given.Length > 0 ? given : Path.Combine(dataDirectory, folder);

    // SocEndpoints reads the addresses in this order.
    private static void Listen(KestrelServerOptions kestrel, SocOptions soc, DoorCertificates certificates)
    {
        kestrel.AddServerHeader = false;
        DoorListening.Bound(kestrel.Limits);
        var proxies = soc.Console.TrustedNetworks();
        kestrel.Listen(soc.Console, ListenerRole.Console, certificates.Of(ListenerRole.Console), from => proxies.Any(network => network.Contains(from)));
        kestrel.Listen(soc.Http, ListenerRole.Intake, certificates.Of(ListenerRole.Intake));
        kestrel.Listen(soc.Management, ListenerRole.Management, certificates.Of(ListenerRole.Management));
        if (soc.Console.RedirectPort is { } port)
            kestrel.Listen(new ListenerOptions { Address = soc.Console.Address, Port = port }, ListenerRole.Redirect, certificate: null);
    }
}
