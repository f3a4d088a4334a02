using CsCheck;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Tests.Approvals;

/// <summary>Whatever anybody tries in whatever order: a request is decided by another, in time, and done once.</summary>
public sealed class ApprovalMovesTests
{
    private static readonly Actor[] People = [.. Enumerable.Range(0, 4).Select(i => new Actor($"p{i}", $"p{i}", []))];

    private static readonly Gen<(int Move, int Who, long Wait, bool Stale)> Step =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Long[0, ApprovalDesk.Life / 3], Gen.Bool);

    [Fact]
    public void A_request_is_decided_by_another_in_time_and_done_once() => Step.Array[1, 30].Sample(steps =>
    {
        // p0 asks, p1 gains.
        var approval = new ApprovalRecord { RequesterId = "p0", Beneficiaries = ["p1"], AskedAt = 0, ExpiresAt = ApprovalDesk.Life };
        var (now, done, decided) = (0L, 0, 0);
        foreach (var step in steps)
        {
            now += step.Wait;
            var (actor, version) = (People[step.Who], approval.Version - (step.Stale ? 1 : 0));
            var before = approval.StateAt(now);
            if (step.Move is 0 or 1 && ApprovalMoves.MayDecide(approval, actor, version, now) is null)
            {
                decided++;
                (step.Who, step.Stale, before).ShouldBe((Math.Max(2, step.Who), false, ApprovalState.Pending));
                ApprovalMoves.Decide(approval, actor, step.Move == 0 ? ApprovalState.Approved : ApprovalState.Refused, "", now);
            }
            else if (step.Move == 2 && ApprovalMoves.MayWithdraw(approval, actor, version, now) is null)
            {
                (step.Who, step.Stale).ShouldBe((0, false));
                (approval.State, approval.Version) = (ApprovalState.Withdrawn, approval.Version + 1);
            }
            else if (step.Move == 3 && ApprovalMoves.MayCarryOut(approval, actor, version, now) is null)
            {
                done++;
                (step.Who, before, decided).ShouldBe((0, ApprovalState.Approved, 1));
                (approval.DecidedById is "p2" or "p3").ShouldBeTrue();
                (now < approval.ExpiresAt).ShouldBeTrue();
                ApprovalMoves.Finish(approval, now);
            }
            else
            {
                approval.StateAt(now).ShouldBe(before);
            }
        }

        done.ShouldBeLessThanOrEqualTo(1);
        decided.ShouldBeLessThanOrEqualTo(1);
    });
}
