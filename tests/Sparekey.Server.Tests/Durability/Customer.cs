using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Otp;
using Sparekey.Server.Captcha;
using Sparekey.Server.Recovery;
using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Durability;

/// <summary>
/// A client that opens an account, signs in and replaces a lost phone. The client records what the server acknowledged.
/// </summary>
public sealed class Customer(ServerProcess server, int number)
{
    private const string Password = "plum tractor sings at noon";
    private const int Period = 30;

    // Seconds in which a code still works after the code was chosen.
    private const int Enough = 5;

    // A server that answers 503 this often is broken.
    private const int Tries = 100;

    private readonly string _email = $"customer{number}@example.com";
    private long _lastStep;

    public string Phone { get; } = $"+8491{number:D7}";
    public string NewPhone { get; } = $"+8492{number:D7}";

    /// <summary>What was acknowledged, in order.</summary>
    public string? Account { get; private set; }
    public string? PasswordSession { get; private set; }
    public string? Authenticator { get; private set; }
    public string? PhoneFactor { get; private set; }
    public string? TwoFactorSession { get; private set; }
    public bool ResetCompleted { get; private set; }

    /// <summary>Runs until everything is done, or the server dies.</summary>
    public async Task Live()
    {
        var registration = await Post("/v1/registrations", await Credentials("registration"));
        var emailed = new { code = await CodeTo(_email) };
        var confirmed = await Post("/v1/registration/confirm", emailed, Text(registration, "registration"));
        Account = Text(confirmed, "account_id");
        PasswordSession = Text(confirmed["session"]!, "token");

        var begun = await Post("/v1/account/authenticators", new { name = "Pixel" }, PasswordSession);
        var (factor, key) = (Text(begun, "factor_id"), Text(begun, "backup_key"));
        await Post($"/v1/account/authenticators/{factor}/confirm", new { code = await NextCode(key) }, PasswordSession);
        Authenticator = factor;

        var signIn = await Post("/v1/sign-ins", await Credentials("sign_in"));
        var answer = new { factor_id = factor, code = await NextCode(key) };
        var done = await Post("/v1/sign-in/answers", answer, Text(signIn, "sign_in"));
        TwoFactorSession = Text(done["session"]!, "token");

        var phone = await Post("/v1/account/phones", new { number = Phone }, TwoFactorSession);
        var phoneFactor = Text(phone, "factor_id");
        await Post($"/v1/account/phones/{phoneFactor}/confirm", new { code = await CodeTo(Phone) }, TwoFactorSession);
        PhoneFactor = phoneFactor;

        // The phone is lost: email code, authenticator code, a code to the new number; no reviewer, no wait.
        var again = await Post("/v1/sign-ins", await Credentials("sign_in"));
        var recovery = Text(await Post("/v1/recoveries", new { }, Text(again, "sign_in")), "recovery");
        var loss = new { lost = new[] { "phone" }, accept_warnings = true };
        var @case = await Post("/v1/recovery/lost", loss, recovery);
        foreach (var requirement in @case["requirements"]!.AsArray())
        {
            var id = Text(requirement!, "requirement");
            switch (Text(requirement!, "kind"))
            {
                case "email_code":
                    await Post("/v1/recovery/codes", new { requirement = id }, recovery);
                    await Prove(id, await CodeTo(_email));
                    break;
                case "new_phone_code":
                    await Post("/v1/recovery/codes", new { requirement = id, address = NewPhone }, recovery);
                    await Prove(id, await CodeTo(NewPhone));
                    break;
                case "authenticator_code":
                    await Prove(id, await NextCode(key));
                    break;
            }
        }
        await Post("/v1/recovery/submit", new { }, recovery);
        ResetCompleted = true;

        Task Prove(string requirement, string code) => Post("/v1/recovery/proofs", new { requirement, code }, recovery);
    }

    /// <summary>The present step, at a time when the code of the step before still works for some seconds.</summary>
    public static async Task<long> StepWithTimeLeft(CancellationToken cancellation = default)
    {
        for (; ; await Task.Delay(200, cancellation))
            if (DateTimeOffset.UtcNow.ToUnixTimeSeconds() is var now && now % Period < Period - Enough)
                return now / Period;
    }

    private async Task<object> Credentials(string purpose) =>
        new { email = _email, password = Password, captcha_token = await Captcha(purpose) };

    // A code works once, from one step early to one step late. The earliest code that is left needs no wait as a rule.
    private async Task<string> NextCode(string key)
    {
        for (; ; await Task.Delay(200))
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var step = Math.Max(_lastStep + 1, (now + Enough) / Period - 1);
            if (step <= now / Period + 1) return Totp(key, _lastStep = step);
        }
    }

    private async Task<string> Captcha(string purpose)
    {
        var captcha = await Post("/v1/captchas", new { purpose });
        var alternative = captcha["alternative"]!;
        var (challenge, bits) = (Text(alternative, "challenge"), alternative["bits"]!.GetValue<int>());
        var work = 0;
        while (!ProofOfWork.Check(challenge, work.ToString(), bits)) work++;
        var solved = await Post($"/v1/captchas/{Text(captcha, "captcha")}/answer", new { work = work.ToString() });
        return Text(solved, "captcha_token");
    }

    private async Task<string> CodeTo(string address)
    {
        using var response = await server.Http.GetAsync($"/dev/messages?to={Uri.EscapeDataString(address)}");
        response.EnsureSuccessStatusCode();
        var messages = (await response.Content.ReadFromJsonAsync<JsonNode>())!["messages"]!.AsArray();
        return messages.Select(m => Regex.Match(Text(m!, "text"), @"(?<!\d)\d{6}(?!\d)")).First(m => m.Success).Value;
    }

    // 503 says that the server did nothing: a client sends the same request again after the time that the server names.
    private async Task<JsonNode> Post(string path, object body, string? bearer = null)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var response = await server.Http.SendAsync(request);
            var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
            if (response.IsSuccessStatusCode) return answer;
            var refused = response.StatusCode == HttpStatusCode.ServiceUnavailable && tries < Tries;
            if (!refused || response.Headers.RetryAfter?.Delta is not { } wait)
                throw new Xunit.Sdk.XunitException($"{path}: {(int)response.StatusCode} {answer.ToJsonString()}");
            await Task.Delay(wait);
        }
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    // RFC 6238 without the product's code.
    internal static string Totp(string key, long step)
    {
        const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(
            key.Replace(" ", "").Select(c => Convert.ToString(Base32.IndexOf(c), 2).PadLeft(5, '0')));
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var bytes = Enumerable.Range(0, bits.Length / 8)
            .Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var mac = HMACSHA1.HashData(bytes, counter);
        return ((BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 0xF))
            & 0x7FFFFFFF) % 1_000_000).ToString("D6");
    }
}
