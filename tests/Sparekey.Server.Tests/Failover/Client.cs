using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Captcha;
using Sparekey.Server.Tests.Durability;

namespace Sparekey.Server.Tests.Failover;

/// <summary>
/// A person who opens an account, adds factors and signs in with them. The client retries when told to, and notes
/// everything that the server acknowledged.
/// </summary>
public sealed class Client(Witness witness, string shopKey, int number)
{
    private const string Password = "plum tractor sings at noon";
    private const int SignInsWithCodes = 3;

    // A code that was being sent when the primary died may arrive later than this client waits.
    private static readonly TimeSpan WaitsForCode = TimeSpan.FromSeconds(12);

    private readonly string _email = $"client{number}@example.com";
    private string _key = "";

    /// <summary>What was acknowledged.</summary>
    public string? Account { get; private set; }
    public string? Authenticator { get; private set; }
    public long? Step { get; private set; }
    public string? RecoverySet { get; private set; }
    public List<string> Sessions { get; } = [];
    public List<string> SpentCodes { get; } = [];
    public int SignedIn { get; private set; }
    public bool Frozen { get; private set; }

    /// <summary>Codes of the second step that the client sent, accepted or not.</summary>
    public int CodesSent { get; private set; }

    public bool IsDone { get; private set; }

    public async Task Live(CancellationToken stop)
    {
        var registration = await Post("/v1/registrations",
            new { email = _email, password = Password, captcha_token = await Captcha(
                "registration", stop) }, null, stop);
        var confirmed = await Post("/v1/registration/confirm", new { code = await Code(stop) }, Text(registration,
            "registration"), stop);
        var session = Text(confirmed["session"]!, "token");
        Account = Text(confirmed, "account_id");
        Sessions.Add(session);

        var begun = await Post("/v1/account/authenticators", new { name = "Pixel" }, session, stop);
        var (factor, step) = (Text(begun, "factor_id"), await Customer.StepWithTimeLeft(stop));
        _key = Text(begun, "backup_key");
        await Post($"/v1/account/authenticators/{factor}/confirm", new { code = Customer.Totp(_key, step - 1) },
            session, stop);
        (Authenticator, Step) = (factor, step - 1);

        session = await SignIn(factor, Customer.Totp(_key, step), stop);
        Step = step;

        var set = await Post("/v1/account/recovery-codes", new { }, session, stop);
        RecoverySet = Text(set, "factor_id");
        foreach (var code in set["codes"]!.AsArray().Take(SignInsWithCodes).Select(code => code!.GetValue<string>()))
        {
            await SignIn(RecoverySet, code, stop);
            SpentCodes.Add(code);
        }

        if (number % 2 == 0)
        {
            await Post($"/v1/accounts/{Account}/freeze", new { reason = "drill" }, shopKey, stop);
            Frozen = true;
        }
        IsDone = true;
    }

    /// <summary>Sends accepted codes once more: the one of the authenticator, and a recovery code.</summary>
    public async Task<(int Authenticator, int RecoveryCode)> SendsAgain(CancellationToken stop) =>
        ((await witness.Once(HttpMethod.Post, "/v1/sign-in/answers",
            new
            {
                factor_id = Authenticator, code = Customer.Totp(_key, Step!.Value),
            }, await Begin(stop), stop)).Status,
         (await witness.Once(HttpMethod.Post, "/v1/sign-in/answers",
             new { factor_id = RecoverySet, code = SpentCodes[^1] }, await Begin(stop), stop)).Status);

    private async Task<string> SignIn(string factor, string code, CancellationToken stop)
    {
        var flow = await Begin(stop);
        CodesSent++;
        var done = await Post("/v1/sign-in/answers", new { factor_id = factor, code }, flow, stop);
        SignedIn++;
        Sessions.Add(Text(done["session"]!, "token"));
        return Sessions[^1];
    }

    private async Task<string> Begin(CancellationToken stop) =>
        Text(await Post("/v1/sign-ins", new { email = _email, password = Password, captcha_token = await Captcha(
            "sign_in", stop) }, null, stop), "sign_in");

    private async Task<string> Captcha(string purpose, CancellationToken stop)
    {
        var captcha = await Post("/v1/captchas", new { purpose }, null, stop);
        var (challenge, bits) = (Text(captcha["alternative"]!, "challenge"),
            captcha["alternative"]!["bits"]!.GetValue<int>());
        var work = 0;
        while (!ProofOfWork.Check(challenge, work.ToString(), bits)) work++;
        return Text(await Post($"/v1/captchas/{Text(captcha, "captcha")}/answer", new { work = work.ToString() }, null,
                stop),
            "captcha_token");
    }

    private async Task<string> Code(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(WaitsForCode);
        while (!limit.IsCancellationRequested)
        {
            var messages = (await witness.Does(HttpMethod.Get, $"/dev/messages?to={Uri.EscapeDataString(_email)}",
                cancellation: stop))["messages"]!.AsArray();
            if (messages.Select(m => Regex.Match(Text(m!, "text"), @"(?<!\d)\d{6}(?!\d)"))
                .FirstOrDefault(m => m.Success) is { } found)
                return found.Value;
            await Task.Delay(100, stop);
        }
        throw new LostTrackException();
    }

    private Task<JsonNode> Post(string path, object body, string? bearer, CancellationToken stop) =>
        witness.Does(HttpMethod.Post, path, body, bearer, stop);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
