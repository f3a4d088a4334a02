using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

internal sealed class SignInJournal(Readings readings, TimeProvider clock) : ISignInJournal
{
    private const int LongestName = 64;

    public void Succeeded(Actor actor, string method) =>
        Record(actor, Reading.SignIn, fault: "", new Wording($"đăng nhập bằng {method}", $"signed in by {method}"));

    public void Refused(string name, Actor? account, string reason, string address)
    {
        var typed = AuditText.Bounded(name, LongestName);
        var actor = (account ?? new Actor("", typed, [])) with { Address = address };
        Record(actor, Reading.SignIn, reason, new Wording($"từ chối đăng nhập «{typed}»: {reason}", $"sign-in as \"{typed}\" refused: {reason}"));
    }

    public void SignedOut(Actor actor) => Record(actor, "account.sign-out", fault: "", new Wording("đăng xuất", "signed out"));

    private void Record(Actor actor, string action, string fault, Wording details) => readings.RecordOrCount(
        new Reading(UtcMicroseconds.Now(clock), actor, action, fault, actor.AccountId.Length == 0 ? "" : $"account:{actor.AccountId}")
        {
            Details = details,
            IsTold = true,
        });
}
