using System.Diagnostics.Metrics;
using HaiPhongSoc.Detection.AntiMalware;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Detection;

/// <summary>Registers this room.</summary>
public static partial class DetectionServices
{
    /// <summary>
    /// Adds <see cref="DetectionStage"/>, <see cref="RuleSet"/> and <see cref="DetectionMetrics"/>. The host binds <see cref="DetectionOptions"/>; faults stop the start;
    /// Operations brings the <see cref="ISystemDirectory"/>. Rules are loaded when the stage is first asked for.
    /// </summary>
    public static IServiceCollection AddDetection(this IServiceCollection services)
    {
        services.AddOptions<DetectionOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DetectionOptions>, DetectionOptionsValidator>());
        services.TryAddSingleton(provider => new DetectionMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => LoadRules(provider.GetRequiredService<IOptions<DetectionOptions>>().Value, provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton(provider => new DetectionStage(
            provider.GetRequiredService<RuleSet>(),
            provider.GetRequiredService<ISystemDirectory>(),
            provider.GetRequiredService<IOptions<DetectionOptions>>().Value,
            provider.GetRequiredService<DetectionMetrics>(),
            provider.GetRequiredService<PresenceTracker>()));
        services.AddSingleton(provider => new PresenceTracker(provider.GetRequiredService<IOptions<DetectionOptions>>().Value.FindingMemory));
        services.TryAddSingleton<AgentReportReader>();
        return services;
    }

    private static RuleSet LoadRules(DetectionOptions options, ILoggerFactory? loggers)
    {
        // A shipped folder may be missing from an installation (filters, say); one that somebody configured may not.
        var paths = options.RuleDirectories.Count > 0
            ? options.EffectiveRuleDirectories
            : options.EffectiveRuleDirectories.Where(Directory.Exists);
        var cache = options.RuleCacheFile.Length > 0 ? new RuleCacheFile(DetectionOptions.FullPath(options.RuleCacheFile)) : null;
        var rules = RuleSetLoader.Load(paths, LogSourceBindings.Load(options.EffectiveLogSourcesFile), options.Treatment(), cache);
        if (cache?.Warning is { } warning && loggers is not null)
            LogCache(loggers.CreateLogger<DetectionStage>(), warning);
        return rules;
    }

    [LoggerMessage(3100, LogLevel.Warning, "{Warning}")]
    private static partial void LogCache(ILogger logger, string warning);
}
