using FluentValidation;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>Puts somebody who may approve on the rota (UTC microseconds; from inclusive, to exclusive).</summary>
public sealed record AddOnCall(Actor Actor, string AccountId, long From, long To) : ICommand<Changed>;

/// <summary>Takes a turn that has not begun off the rota; one that runs or is over stays as evidence.</summary>
public sealed record RemoveOnCall(Actor Actor, long Id, long Version) : ICommand<Changed>;

/// <summary>Turns that run or lie ahead, the next first, and who may take one.</summary>
public sealed record ListOnCall(Actor Actor) : IQuery<OnCallRota>, IReadsPersonalData;

public sealed record OnCallRota(IReadOnlyList<OnCallTurn> Turns, IReadOnlyList<OnCallPerson> People);

public sealed record OnCallTurn(long Id, long Version, string AccountId, string Name, long From, long To, bool Runs);

public sealed record OnCallPerson(string AccountId, string Name);

internal sealed class AddOnCallValidator : AbstractValidator<AddOnCall>
{
    private static readonly long Longest = TimeSpan.FromDays(31).Microseconds();

    public AddOnCallValidator() =>
        RuleFor(r => r).Must(r => r.To > r.From && r.To - r.From <= Longest)
            .WithMessage("ca trực kết thúc sau khi bắt đầu và dài nhất 31 ngày | a turn ends after it begins and lasts 31 days at most");
}

internal sealed class AddOnCallHandler(OperationsDbContext database, ApprovalDesk desk, CityTime time) : IRequestHandler<AddOnCall, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(AddOnCall request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        if (request.To <= now)
            return Faults.Invalid("on-call.past", "ca trực đã qua: chọn thời gian sắp tới", "the turn lies in the past: choose a time ahead");
        if ((await desk.ApproversAsync(cancellationToken)).Find(a => a.Id == request.AccountId) is not { } person)
            return Faults.Invalid("on-call.person", "người này không có quyền phê duyệt: chọn trong danh sách", "this person may not approve: choose from the list");
        if (await database.OnCallShifts.AnyAsync(s => s.AccountId == request.AccountId && s.From < request.To && s.To > request.From, cancellationToken))
            return Faults.Refused("on-call.overlaps", $"{person.DisplayName} đã có ca trực trùng thời gian này", $"{person.DisplayName} is on call at that time already");
        var turn = new OnCallShift { AccountId = request.AccountId, From = request.From, To = request.To };
        database.Add(turn);
        database.Add(HistoryRecord.Of("on-call", now, request.Actor, new Wording($"xếp {person.DisplayName} trực phê duyệt", $"put {person.DisplayName} on call")));
        await database.SaveChangesAsync(cancellationToken);
        return new Changed(turn.Id, turn.Version);
    }
}

internal sealed class RemoveOnCallHandler(OperationsDbContext database, CityTime time) : IRequestHandler<RemoveOnCall, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RemoveOnCall request, CancellationToken cancellationToken)
    {
        if (await database.OnCallShifts.SingleOrDefaultAsync(s => s.Id == request.Id, cancellationToken) is not { } turn)
            return Faults.NotFound("ca trực này", "this turn");
        if (turn.Version != request.Version)
            return Faults.Conflict;
        if (turn.From <= time.Now)
            return Faults.Refused("on-call.begun", "ca trực đã bắt đầu: giữ lại làm bằng chứng", "the turn has begun: it stays as evidence");
        database.Remove(turn);
        database.Add(HistoryRecord.Of("on-call", time.Now, request.Actor, new Wording("bỏ một ca trực phê duyệt", "took a turn off the rota")));
        return new Changed(turn.Id, turn.Version);
    }
}

internal sealed class ListOnCallHandler(OperationsDbContext database, ApprovalDesk desk, CityTime time) : IRequestHandler<ListOnCall, Outcome<OnCallRota>>
{
    public async Task<Outcome<OnCallRota>> Handle(ListOnCall request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var turns = await database.OnCallShifts.Where(s => s.To > now).OrderBy(s => s.From).ThenBy(s => s.Id).Take(200)
            .Join(database.Users, s => s.AccountId, u => u.Id, (s, u) => new OnCallTurn(s.Id, s.Version, s.AccountId, u.DisplayName, s.From, s.To, s.From <= now))
            .ToListAsync(cancellationToken);
        var people = await desk.ApproversAsync(cancellationToken);
        return new OnCallRota(
            [.. turns.OrderBy(t => t.From).ThenBy(t => t.Id)],
            [.. people.OrderBy(p => p.DisplayName, StringComparer.Ordinal).Select(p => new OnCallPerson(p.Id, p.DisplayName))]);
    }
}
