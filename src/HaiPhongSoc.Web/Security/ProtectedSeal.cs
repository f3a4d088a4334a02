using System.Security.Cryptography;
using HaiPhongSoc.Operations.Accounts.Factors;
using Microsoft.AspNetCore.DataProtection;

namespace HaiPhongSoc.Web.Security;

/// <summary>Seals with the data-protection keys; one purpose, so that nothing else that they sealed can be opened here.</summary>
internal sealed class ProtectedSeal(IDataProtectionProvider protection) : ISecretSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("soc.account.secret.v1");

    public string Seal(string secret) => _protector.Protect(secret);

    public string? Open(string sealedSecret)
    {
        try
        {
            return _protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
