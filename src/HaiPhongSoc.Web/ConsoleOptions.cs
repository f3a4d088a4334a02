namespace HaiPhongSoc.Web;

/// <summary>What the host decides for the console.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Where the keys that seal session cookies lie, readable by this program only; empty = they live as long as the process.</summary>
    public string KeyDirectory { get; set; } = "";

    /// <summary>A session ends this long after the last request.</summary>
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(8);

    /// <summary>So many attempts to sign in are let through from one address a minute; what comes after is told when to try again.</summary>
    public int SignInsPerMinute { get; set; } = 10;
}
