using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace HaiPhongSoc.Web.Frame;

/// <summary>
/// A part of the console that depends on who looks at it. What a person may never do is not shown; what may not be done at the moment is shown, greyed,
/// with the reason (<see cref="Parts.Act"/>). It only hides: what may be done is decided around the handler.
/// </summary>
public abstract class SignedInComponent : ComponentBase
{
    private Actor? _me;

    [CascadingParameter]
    protected Task<AuthenticationState>? Session { get; set; }

    /// <summary>Who looks at the page.</summary>
    protected Actor Me => _me ?? throw new InvalidOperationException("the page stands outside a session");

    /// <summary>True where the person may make this kind of request: what may not be done is not shown, and not asked for.</summary>
    protected bool May<TRequest>() => _me is not null && PermissionTable.May<TRequest>(_me);

    /// <summary>True where the person reaches no further than the systems of an organisation.</summary>
    protected bool IsBound<TRequest>() => _me is not null && PermissionTable.ExtentOf(_me, typeof(TRequest)) == Extent.Organisation;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        // A session that ends meanwhile leaves the page as it was, for as long as it takes to be led away.
        if (_me is null && Session is not null && (await Session).User is { Identity.IsAuthenticated: true } person)
            _me = ConsoleClaims.ActorOf(person);
        await base.SetParametersAsync(ParameterView.Empty);
    }
}
