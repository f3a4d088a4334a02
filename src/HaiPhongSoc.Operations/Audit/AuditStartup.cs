using HaiPhongSoc.Operations.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Before anything is served: the triggers are set, and a chain that has not begun yet gets its first key.</summary>
internal sealed partial class AuditStartup(IServiceScopeFactory scopes, SealKeys keys, ILogger<AuditStartup> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        await AuditGuard.SetAsync(database, cancellationToken);
        if (keys.Exist)
            return;

        // A chain that was sealed with a key that is lost is not gone on with under a new one: nobody would notice.
        if (await new ChainRows(database).EndAsync(cancellationToken) is null)
            LogCreated(keys.Add().Id, keys.Path);
    }

    [LoggerMessage(EventId = 4303, Level = LogLevel.Warning, Message = "the audit chain is sealed with the new key {Key}: keep a copy of {Path} apart from the database")]
    private partial void LogCreated(string key, string path);
}
