using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

internal sealed class SignInJournal(Readings readings, TimeProvider clock) : ISignInJournal
{
    private const int LongestName = 64;

    // What RFC 8176 calls them, as people read it; what is not among them is written as it came.
    private static readonly Dictionary<string, Wording> Methods = new(StringComparer.Ordinal)
    {
        ["pwd"] = new("mật khẩu", "password"),
        ["otp"] = new("mã ứng dụng xác thực", "authenticator code"),
        ["kba"] = new("mã khôi phục", "recovery code"),
        ["hwk"] = new("khóa truy cập", "passkey"),
        ["user"] = new("xác nhận tại máy", "presence at the device"),
    };

    public void Succeeded(Actor actor, string method)
    {
        var proved = method.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m => Methods.GetValueOrDefault(m, new Wording(m, m))).ToList();
        Record(actor, Reading.SignIn, fault: "", new Wording(
            $"đăng nhập bằng {string.Join(" + ", proved.Select(p => p.Vi))}", $"signed in by {string.Join(" + ", proved.Select(p => p.En))}"));
    }

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
