using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// A virtual passkey provider inside the browser. It verifies its owner without asking and supports the PRF extension.
/// </summary>
public static class SecurityKey
{
    public static async Task PluggedInto(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["ctap2Version"] = "ctap2_1",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["hasPrf"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
