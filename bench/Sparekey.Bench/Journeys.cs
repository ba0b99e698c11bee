using Sparekey.Edges.Replies;
using Sparekey.Server.SignIn;

namespace Sparekey.Bench;

/// <summary>What clients do, as HTTP/1.1 over a plain connection.</summary>
internal static class Journeys
{
    /// <summary>Password, then TOTP: two requests.</summary>
    public static Func<Wire, int, ValueTask> SignIn(Served server)
    {
        var (captchas, code) = (server.Captchas, Accounts.Code(server.Now));
        return async (wire, i) =>
        {
            var begun = await wire.Post("/v1/sign-ins", Accounts.SignIn(i, captchas[i]));
            var token = begun.IndexOf("\"sign_in\":\"", StringComparison.Ordinal) + 11;
            await Answer(wire, i, code, begun[token..begun.IndexOf('"', token)]);
        };
    }

    /// <summary>TOTP alone, for a sign-in whose password was already accepted.</summary>
    public static Func<Wire, int, ValueTask> SecondStep(Served server)
    {
        var (round, code) = (server.Round, Accounts.Code(server.Now));
        return (wire, i) => Answer(wire, i, code, Accounts.Begun(round, i));
    }

    /// <summary>ASP.NET Core Identity takes password and TOTP in one request.</summary>
    public static Func<Wire, int, ValueTask> IdentitySignIn()
    {
        var code = Accounts.Code(TimeProvider.System.GetUtcNow());
        return async (wire, i) => Expect(
            await wire.Post("/login",
                $$"""
                {"email":"{{Accounts.Email(i)}}","password":"{{Accounts.Password}}","twoFactorCode":"{{code}}"}
                """),
            "\"accessToken\":");
    }

    private static async ValueTask Answer(Wire wire, int i, string code, string token) =>
        Expect(
            await wire.Post("/v1/sign-in/answers", $$"""{"factor_id":"{{Accounts.Id(i):N}}","code":"{{code}}"}""",
                token),
            "\"state\":\"complete\"");

    private static void Expect(string answer, string part)
    {
        if (!answer.Contains(part, StringComparison.Ordinal)) throw new InvalidOperationException(answer);
    }
}
