using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations;

internal sealed partial class OperationsStartup(
    IServiceScopeFactory scopes,
    OperationsDatabase store,
    IOperations operations,
    Rulebook rulebook,
    SystemDirectory directory,
    DutyTick tick,
    AuditStartup auditStartup,
    IKeptLogs keptLogs,
    CityTime time,
    IOptions<OperationsOptions> options,
    ILogger<OperationsStartup> logger)
    : IOperationsStartup
{
    public async Task<bool> HasDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await store.ExistsAsync(scope.ServiceProvider.GetRequiredService<OperationsDbContext>(), cancellationToken);
    }

    public async Task<OperationsReady> RunAsync(bool createFirstAccount, CancellationToken cancellationToken)
    {
        rulebook.EnsureRead();
        WarnOfYears(time.DayOf(time.Now).Year);
        WarnOfRetention(time.DayOf(time.Now));
        await MigrateAsync(cancellationToken);
        await auditStartup.RunAsync(cancellationToken);
        await directory.ReloadAsync(cancellationToken);
        await ImportAsync(cancellationToken);
        var first = createFirstAccount ? await store.AloneAsync(CreateFirstAccountAsync, cancellationToken) : null;
        await tick.RunAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        return new OperationsReady(
            first,
            await database.Systems.CountAsync(cancellationToken),
            await database.Assets.CountAsync(cancellationToken),
            rulebook.Playbooks.Count,
            await database.Duties.CountAsync(d => d.State != DutyState.Lapsed, cancellationToken),
            directory.Current.Version);
    }

    // Duties are made for the next year, too.
    private void WarnOfYears(int year)
    {
        foreach (var bare in new[] { year, year + 1 }.Where(y => !rulebook.WorkingDays.Closed.Any(d => d.Year == y)))
            LogNoHolidays(bare);
    }

    private void WarnOfRetention(DateOnly day)
    {
        foreach (var (level, days, needed, rule) in LogRetention.Shortfalls(rulebook.Regulation.Dossiers.Retention, keptLogs, day))
            LogKeptTooShort(level, days, rule.Months, rule.Basis.Article, needed);
    }

    private async Task<FirstAccount?> CreateFirstAccountAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAccountCreation>().RunAsync(cancellationToken);
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await store.MigrateAsync(scope.ServiceProvider.GetRequiredService<OperationsDbContext>(), cancellationToken);
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        var path = options.Value.RegisterFile;
        if (path.Length == 0)
            return;
        string yaml;
        try
        {
            yaml = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new OperationsConfigurationException($"{path}: cannot be read: {missing.Message}", missing);
        }

        var imported = await operations.SendAsync(new ImportRegister(Actor.Program, yaml, path), cancellationToken);
        if (!imported.IsSuccess)
            throw new OperationsConfigurationException(imported.Fault.Message.En.Split('\n'));
    }

    [LoggerMessage(EventId = 4011, Level = LogLevel.Warning, Message = "The calendar of working days names no holiday of {Year}, for which duties are made: a last day may fall on a closed day. Add them to rules/regulation/vn-working-days.yml")]
    private partial void LogNoHolidays(int year);

    [LoggerMessage(EventId = 4012, Level = LogLevel.Warning, Message = "Events of systems of level {Level} are kept {Days} days, less than the {Months} months that the regulation profile asks ({Basis}): set EventStore:RetentionDays:level{Level} to {Needed} or more, or leave it and default out to keep them for ever")]
    private partial void LogKeptTooShort(int level, int days, int months, string basis, int needed);
}
