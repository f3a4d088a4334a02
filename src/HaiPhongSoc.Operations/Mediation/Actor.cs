namespace HaiPhongSoc.Operations.Mediation;

/// <summary>Who asks for a change: a person's account, or the program itself.</summary>
/// <param name="AccountId">The account's id.</param>
/// <param name="Name">Display name, as it is kept in histories and timelines.</param>
/// <param name="Roles">Names from <see cref="Accounts.RoleNames"/>.</param>
public sealed record Actor(string AccountId, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>The program itself: alerts that join, tasks that a playbook creates, duties that fall due.</summary>
    public static Actor Program { get; } = new("soc", "soc", []);

    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);
}
