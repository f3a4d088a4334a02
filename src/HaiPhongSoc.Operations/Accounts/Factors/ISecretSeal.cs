namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>
/// Seals what must lie in the database and be read again, with keys that are not in it. Given by whoever hosts Operations (the web: data protection);
/// without it no authenticator app can be set up.
/// </summary>
public interface ISecretSeal
{
    string Seal(string secret);

    /// <summary>Null where the text was not sealed with a key that is still known.</summary>
    string? Open(string sealedSecret);
}
