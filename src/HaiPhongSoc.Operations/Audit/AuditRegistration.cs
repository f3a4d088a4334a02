using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

internal static class AuditRegistration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SealKeys>();
        services.AddSingleton<AuditSequencer>();
        services.AddSingleton<AuditStartup>();
        services.AddSingleton<IAuditChain, AuditChain>();
        services.AddScoped<AuditTrail>();
        services.AddHostedService<AuditSequencerWorker>();
    }
}
