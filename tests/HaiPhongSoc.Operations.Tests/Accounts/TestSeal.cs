using System.Text;
using HaiPhongSoc.Operations.Accounts.Factors;

namespace HaiPhongSoc.Operations.Tests.Accounts;

/// <summary>A seal that can be told from its content, and no more.</summary>
internal sealed class TestSeal : ISecretSeal
{
    private const string Mark = "sealed:";

    public string Seal(string secret) => Mark + Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));

    public string? Open(string sealedSecret) =>
        sealedSecret.StartsWith(Mark, StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(sealedSecret[Mark.Length..])) : null;
}
