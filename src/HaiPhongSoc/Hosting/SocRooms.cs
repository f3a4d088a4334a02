using HaiPhongSoc.Configuration;
using HaiPhongSoc.Corridor;
using HaiPhongSoc.Detection;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Web;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>The rooms that a process holds by its roles, each with its options: what is not given follows from section <c>Soc</c>.</summary>
internal static class SocRooms
{
    private static readonly string[] RuleFolders = ["detection", "correlation", "filters"];

    public static void AddRooms(this WebApplicationBuilder builder, SocOptions soc, RoleSet roles)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(roles);
        services.AddSingleton<IValidateOptions<SocOptions>, SocOptionsValidator>();
        services.AddOptions<SocOptions>().Bind(configuration.GetSection("Soc")).ValidateOnStart();

        // Hosted workers start in this order and stop in reverse: listeners stop first, the store seals last.
        if (roles.Has(RoleSet.Operate))
            AddOperations(services, configuration);
        if (roles.Has(RoleSet.Detect))
            AddDetection(services, configuration);
        if (roles.Has(RoleSet.Detect) && roles.Has(RoleSet.Operate))
            services.AddSingleton<IRuleNames, RuleNames>();
        AddIntake(services, configuration);
        if (roles.TakesInOnly)
            services.AddSingleton<IntakeAlone>();
        if (roles.Has(RoleSet.Web))
            services.AddConsole(console => Console(console, soc));
    }

    private static void AddIntake(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.SectionName))
            .PostConfigure<IOptions<SocOptions>>((intake, soc) =>
            {
                if (configuration["Intake:Spool:Directory"] is null)
                    intake.Spool.Directory = Path.Combine(soc.Value.DataDirectory, "spool");
            });
        services.AddSingleton<ClearIntakeWarning>();
        services.AddIntake();
    }

    private static void AddOperations(IServiceCollection services, ConfigurationManager configuration)
    {
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
                if (operations.Mail.ConsoleUrl.Length == 0)
                    operations.Mail.ConsoleUrl = soc.Value.Console.PublicUrl ?? "";
                operations.RegisterFile = operations.RegisterFile.Length > 0 ? operations.RegisterFile : soc.Value.RegisterFile;
            });
        services.AddSingleton<IValidateOptions<OperationsOptions>, SecondFactorRule>();
        services.AddSingleton<SecondFactorWarning>();
        services.AddOperations();
        services.AddSingleton<IPromisedSources, PromisedSources>();
    }

    private static void AddDetection(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<EventStoreOptions>().Bind(configuration.GetSection("EventStore"))
            .PostConfigure<IOptions<SocOptions>>((store, soc) => store.Directory = Default(store.Directory, soc.Value.DataDirectory, "events"));
        services.AddSingleton<IKeptLogs, KeptLogs>();
        services.AddOptions<DetectionOptions>().Bind(configuration.GetSection("Detection"))
            .PostConfigure<IOptions<SocOptions>>((detection, soc) =>
            {
                if (configuration["Detection:LogSourcesFile"] is null)
                    detection.LogSourcesFile = Path.Combine(soc.Value.RulesDirectory, "sources", "logsources.yml");
                detection.RuleCacheFile = Default(detection.RuleCacheFile, soc.Value.DataDirectory, "rules.cache");
                if (detection.RuleDirectories.Count > 0)
                    return;
                foreach (var folder in RuleFolders.Select(name => Path.Combine(soc.Value.RulesDirectory, name)).Where(Directory.Exists))
                    detection.RuleDirectories.Add(folder);
            });
        services.AddEventStore();
        services.AddDetection();
        services.AddCorridor();
    }

    private static void Console(ConsoleOptions console, SocOptions soc)
    {
        console.KeepKeys = keys => KeyRing.Keep(keys, soc);
        console.PublicUrl = soc.Console.PublicUrl.Length > 0 ? new Uri(soc.Console.PublicUrl) : null;
        console.AllowedHosts = [.. soc.Console.AllowedHosts];
        console.TrustedProxies = soc.Console.TrustedNetworks();
        console.ProxyHops = soc.Console.ProxyHops;
        console.SignOn = soc.SignOn;
        console.Api = soc.Api;
        console.HstsIncludeSubDomains = soc.Console.HstsIncludeSubDomains;
    }

    private static string Default(string given, string dataDirectory, string folder) =>
        given.Length > 0 ? given : Path.Combine(dataDirectory, folder);
}
