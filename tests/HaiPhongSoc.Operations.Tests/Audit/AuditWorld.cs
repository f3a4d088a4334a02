using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Audit;

/// <summary>What the tests of the chain ask of a world.</summary>
internal static class AuditWorld
{
    public const string Number = "SC-2026-000001";

    /// <summary>One alert in one incident.</summary>
    public static async Task<OperationsWorld> StartAsync()
    {
        var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, level: Severity.Critical, system: Portal)], new EventId(0, 1), default);
        return world;
    }

    public static Task<int> SealAsync(this OperationsWorld world) => world.Services.GetRequiredService<AuditSequencer>().RunAsync(default);

    public static Task<AuditVerdict> VerifyAsync(this OperationsWorld world, params AuditAnchor[] anchors) =>
        world.Services.GetRequiredService<IAuditChain>().VerifyAsync(new AuditVerification(anchors), progress: null, default);

    public static Task<List<AuditEntry>> EntriesAsync(this OperationsWorld world) =>
        world.WithDatabaseAsync(database => database.AuditEntries.AsNoTracking().OrderBy(e => e.Id).ToListAsync());

    /// <summary>So many notes of the analyst, each one entry.</summary>
    public static async Task WriteNotesAsync(this OperationsWorld world, int count)
    {
        for (var i = 1; i <= count; i++)
            (await world.Operations.SendAsync(new AddNote(world.Analyst, Number, FormattableString.Invariant($"ghi chú số {i}")))).Require();
    }

    public static async Task<Changed> TakeAndCloseAsync(this OperationsWorld world)
    {
        var taken = (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 1, 1))).Require();
        return (await world.Operations.SendAsync(new CloseAlert(world.Other, 1, taken.Version, Verdict.TrueButHarmless, "kiểm thử"))).Require();
    }
}
