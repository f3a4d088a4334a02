using HaiPhongSoc.Operations.Accounts;

namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>What must hold of <see cref="SignOnOptions"/>; checked at start.</summary>
public static class SignOnRules
{
    private const string Key = "Soc:SignOn";

    /// <summary>Adds what is wrong: key, value, what to do. Never a secret.</summary>
    public static void Check(SignOnOptions options, ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(failures);
        if (!options.IsOn)
            return;
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            failures.Add($"{Key}:Authority is '{options.Authority}', but whoever sits between would decide who comes in: give an https:// address");
        if (options.ClientId.Length == 0)
            failures.Add($"{Key}:ClientId is empty: give the name under which the provider knows this console");
        CheckSecret(options, failures);
        if (options.RoleMap.Count == 0)
            failures.Add($"{Key}:RoleMap is empty, so nobody could come in: say which claims give which roles");
        for (var i = 0; i < options.RoleMap.Count; i++)
            CheckEntry(options, options.RoleMap[i], $"{Key}:RoleMap:{Language.Figures.Of(i)}", failures);
    }

    private static void CheckSecret(SignOnOptions options, ICollection<string> failures)
    {
        if ((options.ClientSecret.Length == 0) == (options.ClientSecretFile.Length == 0))
            failures.Add($"{Key}:ClientSecretFile and {Key}:ClientSecret: give exactly one of them, the file or (by the environment) the secret");
        else if (options.ClientSecretFile.Length > 0 && !File.Exists(options.ClientSecretFile))
            failures.Add($"{Key}:ClientSecretFile is '{options.ClientSecretFile}', which does not exist: give the file that holds the client's secret");
    }

    private static void CheckEntry(SignOnOptions options, RoleMapEntry entry, string key, ICollection<string> failures)
    {
        if (entry.Claim.Length == 0 || entry.Value.Length == 0)
            failures.Add($"{key} has no Claim or no Value: give both, so that nobody gets roles by leaving something out");
        if (entry.Roles.Count == 0)
            failures.Add($"{key}:Roles is empty: name at least one of {string.Join(", ", RoleNames.All)}");
        foreach (var role in entry.Roles.Where(role => !RoleNames.All.Contains(role, StringComparer.Ordinal)))
            failures.Add($"{key}:Roles has '{role}', which is no role: take one of {string.Join(", ", RoleNames.All)}");
        if (!options.AllowAdministrator && entry.Roles.Contains(RoleNames.Administrator, StringComparer.Ordinal))
            failures.Add($"{key}:Roles has 'administrator', but {Key}:AllowAdministrator is not set: whoever runs the provider would rule this centre; set it only where that is meant");
    }
}
