using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>Another person than who acted alone, and than who gained by it, says whether it was right.</summary>
public sealed record CompleteReview(Actor Actor, long Id, long Version, ReviewVerdict Verdict, string Note) : ICommand<Changed>;

internal sealed class CompleteReviewValidator : AbstractValidator<CompleteReview>
{
    public CompleteReviewValidator()
    {
        RuleFor(r => r.Verdict).IsInEnum().WithMessage("chọn kết luận | choose a verdict");
        RuleFor(r => r.Note).Filled(2_000).WithMessage("ghi nhận xét (nhiều nhất 2.000 ký tự) | write what you found (2,000 characters at most)");
    }
}

internal sealed class CompleteReviewHandler(OperationsDbContext database, FactsToTell facts, CityTime time) : IRequestHandler<CompleteReview, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(CompleteReview request, CancellationToken cancellationToken)
    {
        if (await database.Reviews.Include(r => r.Approval).SingleOrDefaultAsync(r => r.Id == request.Id, cancellationToken) is not { Approval: { } approval } review)
            return Faults.NotFound("việc xem lại này", "this review");
        if (!approval.MayBeDecidedBy(request.Actor.AccountId))
            return Faults.Refused("review.own", "người đã làm và người được lợi không tự xem lại: chờ người khác", "neither who acted nor who gained reviews it: wait for somebody else");
        if (review.DoneAt is not null)
            return Faults.Refused("review.done", "đã xem lại rồi", "it was reviewed already");
        if (review.Version != request.Version)
            return Faults.Conflict;
        var now = time.Now;
        (review.DoneAt, review.DoneById, review.DoneBy, review.Verdict, review.Note) = (now, request.Actor.AccountId, request.Actor.Name, request.Verdict, request.Note.Trim());
        review.Version++;
        database.Add(HistoryRecord.Of(approval.Subject, now, request.Actor, request.Verdict == ReviewVerdict.Justified
            ? new Wording($"xem lại: cần thiết và đúng — {review.Note}", $"reviewed: justified — {review.Note}")
            : new Wording($"xem lại: không cần thiết hoặc sai — {review.Note}", $"reviewed: not justified — {review.Note}")));
        facts.Add(new ApprovalChanged(now, approval.Id));
        return new Changed(review.Id, review.Version);
    }
}
