using HaiPhongSoc.Operations.Audit.Anchors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HaiPhongSoc.Operations.Audit;

internal static class AuditRegistration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SealKeys>();
        services.AddSingleton<AuditSequencer>();
        services.AddSingleton<AuditStartup>();
        services.AddSingleton<IAuditChain, AuditChain>();
        services.AddSingleton<SignInOddities>();
        services.AddSingleton<Readings>();
        services.AddSingleton<ISignInJournal, SignInJournal>();
        services.TryAddSingleton<ISelfEvents, NoSelfEvents>();
        services.AddSingleton<AuditChecks>();
        services.AddSingleton<AuditJournal>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<IRulesInUse, RulesInUse>();
        services.AddSingleton<IAuditAnchors, AuditAnchors>();
        services.AddSingleton(new AuditSwitch(IsOff: false));
        services.AddScoped<AuditTrail>();

        // Stopped in reverse: what was read is written before the last seal, and that is anchored.
        services.AddHostedService<AnchorWorker>();
        services.AddHostedService<VerificationWorker>();
        services.AddHostedService<AuditSequencerWorker>();
        services.AddHostedService<ReadingsWorker>();
    }
}
