using System.ComponentModel.DataAnnotations;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>Bounds of API tokens and of the links of wall screens and calendars.</summary>
public sealed class TokenOptions
{
    /// <summary>The longest life of a token or of a wall screen's session, and the life of a calendar's link, in days.</summary>
    [Range(1, 366)]
    public int LongestDays { get; set; } = 365;

    /// <summary>How long an answer about a token is kept in memory: what another process revoked ends within it, in seconds.</summary>
    [Range(0, 30)]
    public int CacheSeconds { get; set; } = 30;

    /// <summary>How many answers are kept in memory.</summary>
    [Range(16, 100_000)]
    public int CacheEntries { get; set; } = 2_000;

    /// <summary>How many tokens of one service account, or calendar links of one person, may be in force at once.</summary>
    [Range(1, 100)]
    public int MostPerAccount { get; set; } = 10;
}
