using System.Text.Json;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>A passkey of Chromium's own making, as of a device with a finger on it.</summary>
internal sealed class VirtualKey
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualKey(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<VirtualKey> AddToAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualKey(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>False: whoever holds it is not its person.</summary>
    public Task<JsonElement?> VerifiesAsync(bool verified) => _session.SendAsync(
        "WebAuthn.setUserVerified", new Dictionary<string, object>(StringComparer.Ordinal) { ["authenticatorId"] = _id, ["isUserVerified"] = verified });
}
