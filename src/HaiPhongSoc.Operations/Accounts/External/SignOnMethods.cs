namespace HaiPhongSoc.Operations.Accounts.External;

/// <summary>How a session says that single sign-on opened it: words beside those of RFC 8176 in its methods.</summary>
public static class SignOnMethods
{
    /// <summary>The provider proved the person.</summary>
    public const string Provider = "oidc";

    /// <summary>… by two factors (RFC 8176: <c>mfa</c>).</summary>
    public const string TwoFactors = "oidc mfa";

    public static bool IsOfProvider(string methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        return methods.Split(' ').Contains(Provider, StringComparer.Ordinal);
    }

    /// <summary>True where the provider says that two factors were shown there: none of ours is asked for.</summary>
    public static bool ShowTwoFactors(string methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        return methods == TwoFactors || methods.StartsWith(TwoFactors + " ", StringComparison.Ordinal);
    }
}
