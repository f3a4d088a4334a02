namespace HaiPhongSoc.Operations.Permissions;

/// <summary>Who may make one kind of request.</summary>
/// <param name="Request">The command or query.</param>
/// <param name="Area">What it is about; a service token needs the scope <c>area:read</c> for a query and <c>area:write</c> for a command.</param>
/// <param name="Extents">By role; a role that is not named may not.</param>
/// <param name="PeopleOnly">No token may, whatever its scopes.</param>
/// <param name="NeedsApproval">A second person approves it (<see cref="Approvals.INeedsApproval"/>): sent by itself it is refused.</param>
/// <param name="IsOfTheCity">What it reads belongs to no organisation: an account that is bound to one has no part in it.</param>
public sealed record PermissionRow(Type Request, string Area, IReadOnlyDictionary<string, Extent> Extents, bool PeopleOnly = false, bool NeedsApproval = false, bool IsOfTheCity = false)
{
    public bool IsCommand { get; } =
        Request.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(Mediation.ICommand<>));

    /// <summary>False where every token may ask: what it is itself.</summary>
    public bool NeedsScope => Area != "self";

    /// <summary>The scope that a service token needs.</summary>
    public string Scope => Area + (IsCommand ? ":write" : ":read");
}
