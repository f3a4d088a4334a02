using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>A person who may sign in. Roles are Identity roles, named as in <see cref="RoleNames"/>.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>As shown in the console, in histories and timelines.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The organisation whose systems the account may see; null = the whole city.</summary>
    public string? OrganisationCode { get; set; }

    /// <summary>True until the person has replaced a password that somebody else knows; nothing else may be done before.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>UTC microseconds.</summary>
    public long CreatedAt { get; set; }
}
