using System.Security.Claims;
using Bunit;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace HaiPhongSoc.Web.Tests.Pages;

/// <summary>Who looks at the pages of a test.</summary>
internal static class SomeonePresent
{
    /// <summary>Pages rendered afterwards are looked at by a person with these roles; without any: a shift lead who is an analyst too.</summary>
    public static void SignIn(this BunitContext context, params string[] roles)
    {
        if (roles.Length == 0)
            roles = [RoleNames.Analyst, RoleNames.ShiftLead];
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, "a-1"), new Claim(ConsoleClaims.DisplayName, "Lan"), .. roles.Select(role => new Claim(ClaimTypes.Role, role))],
            "test"));
        var session = Task.FromResult(new AuthenticationState(person));
        context.RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(cascade => cascade.Add(c => c.Value, session));
    }
}
