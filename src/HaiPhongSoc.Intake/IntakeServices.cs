using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Intake;

/// <summary>Registers the intake.</summary>
public static class IntakeServices
{
    /// <summary>
    /// The spool, the syslog listeners and what <see cref="IntakeEndpoints.MapIntake"/> needs. The host binds <see cref="IntakeOptions"/> to its section
    /// <see cref="IntakeOptions.SectionName"/>; faults stop the start. The spool opens when it is first asked for and closes with the container, after the listeners have stopped.
    /// </summary>
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<ListenerEndpoints>();
        services.AddSingleton<IntakeHealth>();
        services.AddSingleton<HttpIntake>();
        services.AddSingleton(static provider => EventSpool.Open(
            provider.GetRequiredService<IOptions<IntakeOptions>>().Value.Spool,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IntakeMetrics>(),
            provider.GetRequiredService<ILogger<EventSpool>>()));
        services.AddHostedService<SyslogTcpListenerWorker>();
        services.AddHostedService<SyslogUdpListenerWorker>();
        services.AddHealthChecks().AddCheck<IntakeHealth>("intake", tags: ["ready"]);
        return services;
    }
}
