using HaiPhongSoc.Operations.Permissions;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>What a token can be issued for: <c>area:read</c> and <c>area:write</c> of the permission table.</summary>
public static class TokenScopes
{
    /// <summary>The scopes that the roles allow, in the table's order; what only people may do has none.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<string> roles) =>
        [.. PermissionTable.Rows
            .Where(row => !row.PeopleOnly && roles.Any(role => row.Extents.GetValueOrDefault(role) is Extent.City or Extent.Organisation))
            .Select(row => row.Scope)
            .Distinct(StringComparer.Ordinal)];

    public static bool Writes(string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.EndsWith(":write", StringComparison.Ordinal);
    }
}
