using System.Collections.Frozen;

namespace HaiPhongSoc.Configuration;

/// <summary>
/// What one process does. Roles that hand things to each other in memory, or hold the same files open, must run in one process; which those are says <see cref="Needs"/>, and the
/// message when they do not.
/// </summary>
internal sealed class RoleSet
{
    /// <summary>Listeners and the spool.</summary>
    public const string Intake = "intake";

    /// <summary>The corridor behind the spool: parse, detect, store.</summary>
    public const string Detect = "detect";

    /// <summary>Register, alerts, incidents, duties.</summary>
    public const string Operate = "operate";

    /// <summary>The console.</summary>
    public const string Web = "web";

    private static readonly string[] Known = [Intake, Detect, Operate, Web];

    private static readonly (string Role, string Needed, string Why)[] Needs =
    [
        (Detect, Intake, "detect reads the spool, which one process holds open, that of intake"),
        (Detect, Operate, "detect commits alerts together with the spool's offset into the records of operate"),
        (Operate, Detect, "operate raises incidents from the alerts that detect hands over in memory"),
        (Web, Operate, "web sends its commands to operate in memory and hears of changes there"),
        (Web, Detect, "web searches the event store, whose newest part lives in the memory of detect"),
    ];

    private readonly FrozenSet<string> _roles;

    private RoleSet(IEnumerable<string> roles) => _roles = roles.ToFrozenSet(StringComparer.Ordinal);

    public static RoleSet All { get; } = new(Known);

    /// <summary>Without a door for people: what a command needs that asks Operations.</summary>
    public static RoleSet WithoutWeb { get; } = new([Intake, Detect, Operate]);

    public bool Has(string role) => _roles.Contains(role);

    /// <summary>The only one where what is taken in waits in the spool for another start.</summary>
    public bool TakesInOnly => _roles.Count == 1 && Has(Intake);

    /// <param name="text">Names with commas between; empty = all.</param>
    /// <param name="failures">Gets what is wrong, each with its remedy.</param>
    public static RoleSet Parse(string text, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(text))
            return All;
        var given = text.Split(',', StringSplitOptions.TrimEntries);
        failures.AddRange(given.Where(role => !Known.Contains(role, StringComparer.Ordinal))
            .Select(role => $"Soc:Roles (--roles) has '{role}', known are {string.Join(", ", Known)}: write them with commas between, or leave it out for all"));
        foreach (var missing in Needs.Where(need => given.Contains(need.Role, StringComparer.Ordinal) && !given.Contains(need.Needed, StringComparer.Ordinal)).GroupBy(need => need.Role, StringComparer.Ordinal))
            failures.Add($"Soc:Roles (--roles) is '{text}', but {string.Join(", and ", missing.Select(need => need.Why))}: add {string.Join(" and ", missing.Select(need => need.Needed))}, or leave {missing.Key} out");
        return new RoleSet(given);
    }

    public override string ToString() => string.Join(',', Known.Where(Has));
}
