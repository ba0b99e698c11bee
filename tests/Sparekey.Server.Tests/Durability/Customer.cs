using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Durability;

/// <summary>
/// Somebody who opens an account, signs in and replaces a lost phone, and keeps a note of everything that the server
/// said was done.
/// </summary>
public sealed class Customer(ServerProcess server, int number)
{
    private const string Password = "plum tractor sings at noon";
    private readonly string _email = $"customer{number}@example.com";

    public string Phone { get; } = $"+8491{number:D7}";
    public string NewPhone { get; } = $"+8492{number:D7}";

    /// <summary>What was acknowledged, in order.</summary>
    public string? Account { get; private set; }
    public string? PasswordSession { get; private set; }
    public string? Authenticator { get; private set; }
    public string? PhoneFactor { get; private set; }
    public string? TwoFactorSession { get; private set; }
    public bool ResetCompleted { get; private set; }

    /// <summary>Runs until it is done or the server dies under it.</summary>
    public async Task Live()
    {
        var registration = await Post("/v1/registrations",
            new { email = _email, password = Password, captcha_token = await Captcha(
                "registration") });
        var confirmed = await Post("/v1/registration/confirm", new { code = await CodeTo(_email) }, Text(registration,
            "registration"));
        Account = Text(confirmed, "account_id");
        PasswordSession = Text(confirmed["session"]!, "token");

        // Three steps of one authenticator within one half minute: the one before, this one, the next.
        var begun = await Post("/v1/account/authenticators", new { name = "Pixel" }, PasswordSession);
        var (factor, key) = (Text(begun, "factor_id"), Text(begun, "backup_key"));
        var step = await StepWithTimeLeft();
        await Post($"/v1/account/authenticators/{factor}/confirm", new { code = Totp(key, step - 1) }, PasswordSession);
        Authenticator = factor;

        var signIn = await Post("/v1/sign-ins",
            new { email = _email, password = Password, captcha_token = await Captcha(
                "sign_in") });
        var done = await Post("/v1/sign-in/answers", new { factor_id = factor, code = Totp(key, step) }, Text(signIn,
            "sign_in"));
        TwoFactorSession = Text(done["session"]!, "token");

        var phone = await Post("/v1/account/phones", new { number = Phone }, TwoFactorSession);
        await Post($"/v1/account/phones/{Text(phone, "factor_id")}/confirm", new { code = await CodeTo(Phone) },
            TwoFactorSession);
        PhoneFactor = Text(phone, "factor_id");

        // The phone is lost: email code, authenticator code, a code to the new number; no reviewer, no wait.
        var again = await Post("/v1/sign-ins", new { email = _email, password = Password, captcha_token = await Captcha(
            "sign_in") });
        var recovery = Text(await Post("/v1/recoveries", new { }, Text(again, "sign_in")), "recovery");
        var @case = await Post("/v1/recovery/lost", new { lost = new[] { "phone" }, accept_warnings = true }, recovery);
        foreach (var requirement in @case["requirements"]!.AsArray())
        {
            var id = Text(requirement!, "requirement");
            switch (Text(requirement!, "kind"))
            {
                case "email_code":
                    await Post("/v1/recovery/codes", new { requirement = id }, recovery);
                    await Post("/v1/recovery/proofs", new { requirement = id, code = await CodeTo(_email) }, recovery);
                    break;
                case "new_phone_code":
                    await Post("/v1/recovery/codes", new { requirement = id, address = NewPhone }, recovery);
                    await Post("/v1/recovery/proofs", new { requirement = id, code = await CodeTo(NewPhone) },
                        recovery);
                    break;
                case "authenticator_code":
                    await Post("/v1/recovery/proofs", new { requirement = id, code = Totp(key, step + 1) }, recovery);
                    break;
            }
        }
        await Post("/v1/recovery/submit", new { }, recovery);
        ResetCompleted = true;
    }

    /// <summary>
    /// The step of this half minute, early enough that the code of the one before is still good when it arrives.
    /// </summary>
    public static async Task<long> StepWithTimeLeft(CancellationToken cancellation = default)
    {
        const int Period = 30, Enough = 5;
        for (; ; await Task.Delay(200, cancellation))
            if (DateTimeOffset.UtcNow.ToUnixTimeSeconds() is var now && now % Period < Period - Enough)
                return now / Period;
    }

    private async Task<string> Captcha(string purpose)
    {
        var captcha = await Post("/v1/captchas", new { purpose });
        var (challenge, bits) = (Text(captcha["alternative"]!, "challenge"),
            captcha["alternative"]!["bits"]!.GetValue<int>());
        var work = 0;
        while (!ProofOfWork.Check(challenge, work.ToString(), bits)) work++;
        return Text(await Post($"/v1/captchas/{Text(captcha, "captcha")}/answer", new { work = work.ToString() }),
            "captcha_token");
    }

    private async Task<string> CodeTo(string address)
    {
        using var response = await server.Http.GetAsync($"/dev/messages?to={Uri.EscapeDataString(address)}");
        response.EnsureSuccessStatusCode();
        var messages = (await response.Content.ReadFromJsonAsync<JsonNode>())!["messages"]!.AsArray();
        return messages.Select(m => Regex.Match(Text(m!, "text"), @"(?<!\d)\d{6}(?!\d)")).First(m => m.Success).Value;
    }

    private async Task<JsonNode> Post(string path, object body, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await server.Http.SendAsync(request);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        if (!response.IsSuccessStatusCode) throw new Xunit.Sdk.XunitException(
            $"{path}: {(int)response.StatusCode} {answer.ToJsonString()}");
        return answer;
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    // RFC 6238 without the product's code.
    internal static string Totp(string key, long step)
    {
        var bits = string.Concat(key.Replace(" ", "")
            .Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var mac = HMACSHA1.HashData(
            Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray(),
            counter);
        return ((BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 0xF)) & 0x7FFFFFFF) % 1_000_000).ToString(
            "D6");
    }
}
