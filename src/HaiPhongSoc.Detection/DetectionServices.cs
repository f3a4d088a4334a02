using System.Diagnostics.Metrics;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Detection;

/// <summary>Registers this room.</summary>
public static class DetectionServices
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
        services.TryAddSingleton(provider => LoadRules(provider.GetRequiredService<IOptions<DetectionOptions>>().Value));
        services.TryAddSingleton(provider => new DetectionStage(
            provider.GetRequiredService<RuleSet>(),
            provider.GetRequiredService<ISystemDirectory>(),
            provider.GetRequiredService<IOptions<DetectionOptions>>().Value,
            provider.GetRequiredService<DetectionMetrics>()));
        return services;
    }

    private static RuleSet LoadRules(DetectionOptions options)
    {
        // A shipped folder may be missing from an installation (filters, say); one that somebody configured may not.
        var paths = options.RuleDirectories.Count > 0
            ? options.EffectiveRuleDirectories
            : options.EffectiveRuleDirectories.Where(Directory.Exists);
        return RuleSetLoader.Load(paths, LogSourceBindings.Load(options.EffectiveLogSourcesFile), options.Treatment());
    }
}
