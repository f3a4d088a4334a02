namespace HaiPhongSoc.Operations.Mediation;

/// <summary>What kind of asker an <see cref="Actor"/> is.</summary>
public enum ActorKind
{
    /// <summary>A person who signed in.</summary>
    Person = 1,

    /// <summary>A program with an API token (tài khoản dịch vụ): its roles are narrowed by the token's scopes.</summary>
    Service = 2,

    /// <summary>A wall screen (bảng trực).</summary>
    Kiosk = 3,

    /// <summary><c>soc</c> itself.</summary>
    Program = 4,
}

/// <summary>Who asks: a person's account, a program with a token, or <c>soc</c> itself.</summary>
/// <param name="AccountId">The account's id.</param>
/// <param name="Name">Display name, as it is kept in histories and timelines.</param>
/// <param name="Roles">Names from <see cref="Accounts.RoleNames"/>.</param>
public sealed record Actor(string AccountId, string Name, IReadOnlyList<string> Roles)
{
    /// <summary><c>soc</c> itself: alerts that join, tasks that a playbook creates, duties that fall due. Permitted everything; never made from a request.</summary>
    public static Actor Program { get; } = new("soc", "soc", []) { Kind = ActorKind.Program };

    public ActorKind Kind { get; private init; } = ActorKind.Person;

    /// <summary>The organisation whose records the actor may reach at most, with those below it; null = as far as the roles go.</summary>
    public string? OrganisationCode { get; init; }

    /// <summary>The token's scopes, for example <c>alerts:read</c>; used for <see cref="ActorKind.Service"/> only.</summary>
    public IReadOnlyList<string> Scopes { get; private init; } = [];

    /// <summary>The address that the request came from; empty for <c>soc</c> itself.</summary>
    public string Address { get; init; } = "";

    /// <summary>A program that showed a token of a service account.</summary>
    public static Actor Service(string accountId, string name, IReadOnlyList<string> roles, IReadOnlyList<string> scopes) =>
        new(accountId, name, roles) { Kind = ActorKind.Service, Scopes = scopes };

    /// <summary>A wall screen that showed its token.</summary>
    public static Actor Kiosk(string id, string name) => new(id, name, [Accounts.RoleNames.Kiosk]) { Kind = ActorKind.Kiosk };

    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);
}
