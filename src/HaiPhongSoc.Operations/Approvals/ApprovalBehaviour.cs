using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using MediatR;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>
/// A marked command never passes here, whoever sends it: its handler is reached from an approved request and from nowhere else.
/// </summary>
internal sealed class ApprovalBehaviour<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IOutcome<TResponse>
{
    private static readonly bool IsMarked = typeof(TRequest).IsAssignableTo(typeof(INeedsApproval)) || PermissionTable.NeedsApproval(typeof(TRequest));

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        IsMarked ? Task.FromResult(TResponse.Of(Needed)) : next();

    private static Fault Needed { get; } = Faults.Refused(
        "approval.needed", "việc này cần người thứ hai phê duyệt: gửi đề nghị kèm lý do", "a second person must approve this: ask for it with a reason");
}
