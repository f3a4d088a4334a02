namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>Why a single sign-on ended without a session: codes in the address of <see cref="SignOnRefusedPage"/> and in the log.</summary>
internal static class SignOnFault
{
    /// <summary>The answer belongs to no request of this browser: too late, another tab, or forged.</summary>
    public const string State = "SSO-1";

    /// <summary>The provider cannot be reached, or answers with an error.</summary>
    public const string Provider = "SSO-2";

    /// <summary>The provider, or the person there, said no.</summary>
    public const string Denied = "SSO-3";

    /// <summary>The identity token does not hold.</summary>
    public const string Token = "SSO-4";

    /// <summary>The provider's word gives no role here.</summary>
    public const string Role = "SSO-5";

    /// <summary>The account is disabled or locked.</summary>
    public const string Closed = "SSO-6";

    /// <summary>A proof was asked for anew, and the provider does not say that one was shown.</summary>
    public const string Anew = "SSO-7";
}
