using System.Net;
using HaiPhongSoc.Operations;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Configuration;

/// <summary>A console that a password alone opens is for one machine: who else could reach it is refused.</summary>
internal sealed class SecondFactorRule(IOptions<SocOptions> soc) : IValidateOptions<OperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        var console = soc.Value.Console;
        var isHere = IPAddress.TryParse(console.Address, out var address) && IPAddress.IsLoopback(address)
            && console.TrustedProxies.Count == 0
            && (console.PublicUrl.Length == 0 || (Uri.TryCreate(console.PublicUrl, UriKind.Absolute, out var url) && url.IsLoopback));
        return options.Accounts.RequireSecondFactor || isHere
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Operations:Accounts:RequireSecondFactor is false, but the console is reached from elsewhere (Soc:Console:Address '{console.Address}', PublicUrl, TrustedProxies): leave it out, it is for a demonstration on 127.0.0.1");
    }
}
