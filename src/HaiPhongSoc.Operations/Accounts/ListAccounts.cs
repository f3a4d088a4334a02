using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>All accounts that can be given work, by display name.</summary>
public sealed record ListAccounts(string? Role = null) : IQuery<IReadOnlyList<AccountRow>>;

public sealed record AccountRow(string Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, string? OrganisationCode);
