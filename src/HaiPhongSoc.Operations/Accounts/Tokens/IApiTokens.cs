using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>Who a program is that shows an API token. Safe for concurrent use.</summary>
public interface IApiTokens
{
    /// <summary>
    /// The actor of the token's service account, its roles narrowed to those that the token was issued for; null where the text is no token of ours, its
    /// secret is wrong, it expired or was revoked, or the account is disabled: never which of them. What is revoked ends at once in this process and
    /// within <see cref="TokenOptions.CacheSeconds"/> in every other one. An id that does not exist costs what a wrong secret costs.
    /// </summary>
    /// <param name="token">As it was shown when it was issued, without the word Bearer.</param>
    /// <param name="address">Where the request came from; goes into <see cref="Actor.Address"/>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    Task<Actor?> ResolveAsync(string token, string address, CancellationToken cancellationToken = default);
}
