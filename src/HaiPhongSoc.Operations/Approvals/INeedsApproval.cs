using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Approvals;

/// <summary>
/// A command that one person asks for and another approves. Sent by itself it is refused: <see cref="RequestApproval"/> or, where nobody can be reached,
/// <see cref="ActAlone"/> carries it. Marked with a 2 in the permission table.
/// </summary>
public interface INeedsApproval : IAsked
{
    /// <summary>Why; whoever approves reads it.</summary>
    string Reason { get; }
}

/// <summary>An answer that is shown once and kept nowhere: whoever asked carries the approved command out and sees it.</summary>
public interface IRevealsOnce
{
    string Revealed { get; }
}

/// <summary>What an approvable command would do, in words, judged by what stands in the database now.</summary>
/// <param name="What">For whoever decides.</param>
/// <param name="Subject">The record, for example <c>account:…</c>.</param>
/// <param name="SubjectVersion">Another version when it is carried out = the record was changed meanwhile.</param>
/// <param name="Beneficiaries">Accounts that gain by it: they decide nothing about it.</param>
/// <param name="IsProtected">Nobody may do it alone, whatever the hour.</param>
internal sealed record ApprovalCase(Wording What, string Subject, long SubjectVersion, IReadOnlyList<string> Beneficiaries, bool IsProtected);

/// <summary>Judges one kind of approvable command. A fault: it could not be carried out at all.</summary>
internal interface IApprovalCase<in TCommand>
    where TCommand : INeedsApproval
{
    Task<Outcome<ApprovalCase>> OfAsync(TCommand command, CancellationToken cancellationToken);
}
