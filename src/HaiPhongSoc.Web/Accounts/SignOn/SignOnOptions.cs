namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>Single sign-on by OpenID Connect (<c>Soc:SignOn</c>). Off while <see cref="Authority"/> is empty.</summary>
public sealed class SignOnOptions
{
    /// <summary>The provider's issuer address; discovery is read below it. HTTPS, but on this machine.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>The client's secret; meant for the environment. In a file that others read, give <see cref="ClientSecretFile"/> instead.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A file that holds the secret and nothing else.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What stands on the button; empty = «Đăng nhập bằng tài khoản thành phố».</summary>
    public string ButtonText { get; set; } = "";

    /// <summary>What is asked for beside <c>openid profile</c>.</summary>
    public IList<string> Scopes { get; init; } = [];

    /// <summary>Whether somebody who signs in for the first time, and has a role by the map, gets an account.</summary>
    public bool CreateAccounts { get; set; }

    /// <summary>Whether the map may give the role administrator.</summary>
    public bool AllowAdministrator { get; set; }

    /// <summary>Values of <c>acr</c> that stand for two factors at this provider, beside what <c>amr</c> says.</summary>
    public IList<string> TwoFactorAcr { get; init; } = [];

    /// <summary>Which roles the provider's claims give. Read anew at every sign-in; roles that were granted here are replaced.</summary>
    public IList<RoleMapEntry> RoleMap { get; init; } = [];

    public bool IsOn => Authority.Length > 0;
}

/// <summary>Whoever has this claim with this value has these roles.</summary>
public sealed class RoleMapEntry
{
    /// <summary>The claim's name in the identity token, for example <c>groups</c>.</summary>
    public string Claim { get; set; } = "";

    /// <summary>Compared to the letter.</summary>
    public string Value { get; set; } = "";

    /// <summary>Names of roles: analyst, shift-lead, …</summary>
    public IList<string> Roles { get; init; } = [];

    /// <summary>The organisation to which the account is then bound; empty = none.</summary>
    public string Organisation { get; set; } = "";
}
