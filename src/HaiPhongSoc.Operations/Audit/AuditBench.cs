using System.Diagnostics;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What the audit chain costs: the same commands with and without it, in turn, on new databases, the sequencer running beside them.</summary>
public static class AuditBench
{
    private const int Senders = 4;

    /// <param name="Plain">Commands a second without audit, the middle of all rounds.</param>
    /// <param name="Audited">Commands a second with it, the middle of all rounds.</param>
    /// <param name="Rate">Audited over plain of the round beside it, the middle of all pairs: what else the machine does meets both.</param>
    /// <param name="Entries">Entries that the audited rounds left, all of them sealed and verified.</param>
    public sealed record Result(double Plain, double Audited, double Rate, long Entries);

    /// <param name="folder">An empty folder on the disk to measure.</param>
    /// <param name="configure">Sets the options of Operations but for its data folder.</param>
    /// <param name="commands">How many commands a round has.</param>
    /// <param name="rounds">How many rounds of each kind.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<Result> RunAsync(string folder, Action<OperationsOptions> configure, int commands, int rounds, CancellationToken cancellationToken)
    {
        await using var plain = await StartAsync(Path.Combine(folder, "plain"), configure, isOff: true, cancellationToken);
        await using var audited = await StartAsync(Path.Combine(folder, "audited"), configure, isOff: false, cancellationToken);
        var (without, with) = (new List<double>(), new List<double>());
        await RoundAsync(plain, commands / 4, cancellationToken);
        await RoundAsync(audited, commands / 4, cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            // In turn first and second, so that neither always follows the other.
            if (round % 2 == 0)
                without.Add(await RoundAsync(plain, commands, cancellationToken));
            with.Add(await RoundAsync(audited, commands, cancellationToken));
            if (round % 2 == 1)
                without.Add(await RoundAsync(plain, commands, cancellationToken));
        }

        await audited.GetRequiredService<AuditSequencer>().RunAsync(cancellationToken);
        var verdict = await audited.GetRequiredService<IAuditChain>().VerifyAsync(new AuditVerification(), progress: null, cancellationToken);
        if (!verdict.IsIntact || verdict.Waiting > 0)
            throw new InvalidOperationException($"the chain of the bench is not whole: {verdict}");
        foreach (var world in new[] { plain, audited })
            await world.GetServices<IHostedService>().OfType<AuditSequencerWorker>().Single().StopAsync(cancellationToken);
        return new Result(Middle(without), Middle(with), Middle(with.Zip(without, (audit, none) => audit / none)), verdict.Verified);
    }

    private static async Task<ServiceProvider> StartAsync(string folder, Action<OperationsOptions> configure, bool isOff, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddLogging().AddOperations();
        services.Replace(ServiceDescriptor.Singleton(new AuditSwitch(isOff)));
        services.Configure(configure);
        services.Configure<OperationsOptions>(options =>
        {
            options.DataDirectory = folder;
            options.Audit.SealKeyFile = Path.Combine(folder, "audit-seal.key");
        });
        var world = services.BuildServiceProvider();
        await world.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, cancellationToken);
        await world.GetServices<IHostedService>().OfType<AuditSequencerWorker>().Single().StartAsync(cancellationToken);
        for (var offset = 1; offset <= Senders; offset++)
            await world.GetRequiredService<IAlertIntake>().CommitAsync([HitAt(offset)], new EventId(0, offset), cancellationToken);
        return world;
    }

    // Each sender has an alert of its own: taken, closed, reopened, and so on.
    private static async Task<double> RoundAsync(ServiceProvider world, int commands, CancellationToken cancellationToken)
    {
        var operations = world.GetRequiredService<IOperations>();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, Senders).Select(async sender =>
        {
            var actor = new Actor($"bench-{sender}", "Người trực", [RoleNames.ShiftLead]) { Address = "127.0.0.1" };
            var alert = (await operations.SendAsync(new GetAlert(actor, sender), cancellationToken)).Require();
            var version = alert.Row.Version;
            if (alert.Row.Status == AlertStatus.New)
                version = (await operations.SendAsync(new TakeAlert(actor, sender, version), cancellationToken)).Require().Version;
            for (var i = 0; i < commands / Senders / 2; i++)
            {
                version = (await operations.SendAsync(new CloseAlert(actor, sender, version, Verdict.TrueButHarmless, "đo hiệu năng"), cancellationToken)).Require().Version;
                version = (await operations.SendAsync(new ReopenAlert(actor, sender, version, "đo hiệu năng"), cancellationToken)).Require().Version;
            }
        }));
        return commands / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static RuleHit HitAt(long offset)
    {
        var id = new EventId(0, offset);
        return new RuleHit
        {
            Kind = HitKind.Event,
            Rule = new RuleIdentity(FormattableString.Invariant($"bench-{offset}"), "1", "Bench", "Đo hiệu năng", "", "", Severity.Low, [], [], null, null),
            Event = id,
            Time = offset,
            ReceivedAt = offset,
            FirstTime = offset,
            Entities = [new Entity(EntityKind.SourceAddress, FormattableString.Invariant($"192.0.2.{offset}"), "bench")],
            Realm = "bench",
            SourceId = "bench",
            Evidence = [],
            Contributing = [id],
            ContributingCount = 1,
            AlertWindow = TimeSpan.FromMinutes(10),
            Sample = "bench",
        };
    }
}
