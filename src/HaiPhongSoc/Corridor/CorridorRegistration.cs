using HaiPhongSoc.Configuration;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Operations.Audit;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Corridor;

/// <summary>Registers the corridor's worker and what it reads from <c>rules/</c>.</summary>
internal static class CorridorRegistration
{
    public static IServiceCollection AddCorridor(this IServiceCollection services)
    {
        services.AddSingleton(provider => LoadSources(provider.GetRequiredService<IOptions<SocOptions>>().Value));
        services.AddSingleton<CorridorState>();
        services.AddSingleton<SpoolTrimmer>();
        services.AddHostedService<CorridorWorker>();
        services.AddSingleton<SelfEvents>();
        services.AddSingleton<ISelfEvents>(provider => provider.GetRequiredService<SelfEvents>());
        services.AddHostedService(provider => provider.GetRequiredService<SelfEvents>());
        services.AddHostedService<RuleWatch>();
        services.AddHealthChecks().AddCheck<CorridorState>("corridor", tags: ["ready"]);
        return services;
    }

    private static SourceCatalogue LoadSources(SocOptions soc)
    {
        var catalogue = SourceCatalogue.Load(Path.Combine(soc.RulesDirectory, "sources"));
        return catalogue.Problems.Count == 0
            ? catalogue
            : throw new ConfigurationFault([.. catalogue.Problems.Select(problem => problem.ToString()!)]);
    }
}
