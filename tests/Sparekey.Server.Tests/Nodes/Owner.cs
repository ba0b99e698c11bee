using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sparekey.Core.Audit;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// A person with an account, an app, a phone and recovery codes, on one journey at a time. After a lost response the
/// owner looks at the present state and goes on.
/// </summary>
internal sealed partial class Owner(Caller caller, Inboxes inboxes, Ledger ledger, string integratorKey, int number)
{
    private const string Password = "plum tractor sings at noon";

    private readonly string _email = $"owner{number}@example.com";
    private readonly Queue<string> _recoveryCodes = [];
    private string _phone = $"+8491{number:D7}";
    private string? _session;
    private string _phoneId = "", _appId = "", _appKey = "", _codesId = "";
    private long _lastStep;
    private int _changes, _resets;

    // An earlier request is in doubt, so a response may differ from that of a run without crashes.
    private bool _inDoubt;

    public string Account { get; private set; } = "";

    /// <summary>How often a journey was started again.</summary>
    public int Doubts { get; private set; }

    /// <summary>Repeats a journey until it is finished.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">The journey cannot be finished, or a response is wrong.</exception>
    public async Task Goes(Func<Owner, Task> journey)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await journey(this);
                _inDoubt = false;
                return;
            }
            catch (InDoubtException e) when (attempt < 15)
            {
                _inDoubt = true;
                Doubts++;
                // Only the password is certain, so the next try begins with it.
                if (e.Message.Length > 0) _session = null;
                // Wrong codes that were repeated after a lost response count too, and cause a wait.
                if (attempt > 4) await Task.Delay(TimeSpan.FromSeconds(3));
            }
        }
    }

    private Caller.Said Must(Caller.Said said, int status, string? code = null)
    {
        if (said.Is(status, code)) return said;
        if (said.Lost || _inDoubt) throw new InDoubtException($"{said.Path}: {said.Status} {said.Code}");
        throw new Xunit.Sdk.XunitException(
            $"{_email} {said.Path}: {said.Status} {said.Body?.ToJsonString()} instead of {status} {code}");
    }

    public async Task OpensAccount()
    {
        var since = Now();
        var begun = Must(await caller.Post("/v1/registrations",
            new { email = _email, password = Password, captcha_token = await caller.CaptchaToken(
                "registration") }), 202);
        var confirmed = await caller.Post("/v1/registration/confirm",
            new { code = await inboxes.CodeTo(_email, since) }, begun.Text(
                "registration"));
        if (confirmed.Status != 201 && confirmed.Lost)
        {
            // A sign-in shows whether the account exists.
            var signedIn = await caller.Post("/v1/sign-ins",
                new { email = _email, password = Password, captcha_token = await caller.CaptchaToken(
                    "sign_in") });
            if (signedIn.Status != 200) throw new InDoubtException("registration");
            _session = signedIn.Body!["session"]!["token"]!.GetValue<string>();
            Account = Must(await caller.Get("/v1/account", _session), 200).Text("account_id");
            ledger.Perhaps(Account, EventKind.SignedIn);
            return;
        }
        Must(confirmed, 201);
        (Account, _session) = (confirmed.Text("account_id"), Session(confirmed));
    }

    /// <summary>An attacker who has the password begins to guess codes of the app.</summary>
    public async Task<Guesser> IsAttacked()
    {
        string? flow = null;
        await Goes(async _ => flow = await ReachesSecondStep());
        return new Guesser(caller, ledger, Account, flow!, _appId, WrongCode);
    }

    public Task SetsUpApp() => NewApp(null);

    public async Task SetsUpPhone()
    {
        await HasFreshSession();
        var since = Now();
        var begun = await caller.Post("/v1/account/phones", new { number = _phone }, _session, Account,
            EventKind.FactorAdded);
        if (begun.Code == "already_confirmed" && _inDoubt) { await LooksAtFactors(); return; }
        var id = Must(begun, 201).Text("factor_id");
        var confirmed = await caller.Post($"/v1/account/phones/{id}/confirm",
            new { code = await inboxes.CodeTo(_phone, since) }, _session, Account, EventKind.FactorConfirmed);
        if (confirmed.Code != "already_confirmed" || !confirmed.Lost) Must(confirmed, 200);
        _phoneId = id;
    }

    public async Task MakesRecoveryCodes()
    {
        await HasFreshSession();
        var made = Must(
            await caller.Post("/v1/account/recovery-codes", null, _session, Account, EventKind.RecoveryCodesIssued),
            201);
        _codesId = made.Text("factor_id");
        _recoveryCodes.Clear();
        foreach (var code in made.Body!["codes"]!.AsArray()) _recoveryCodes.Enqueue(code!.GetValue<string>());
    }

    private async Task NewApp(string? replaces)
    {
        await HasFreshSession();
        var begun = Must(
            await caller.Post("/v1/account/authenticators", new { name = "App", replaces }, _session, Account,
                EventKind.FactorAdded),
            201);
        var (id, key) = (begun.Text("factor_id"), begun.Text("backup_key"));
        var step = Step();
        ledger.Tried(id, $"{step}");
        var confirmed = await caller.Post($"/v1/account/authenticators/{id}/confirm", new { code = Totp(key, step) },
            _session, Account, replaces is null ? EventKind.FactorConfirmed : EventKind.FactorReplaced);
        if (confirmed.Status == 200) ledger.Accepted(id, $"{step}");
        else if (confirmed.Code != "already_confirmed" || !confirmed.Lost)
        {
            // The account shows which app is active now.
            if (!confirmed.Lost) Must(confirmed, 200);
            var factors = Must(await caller.Get("/v1/account", _session), 200).Body!["factors"]!.AsArray();
            if (factors.All(f => f!["factor_id"]!.GetValue<string>() != id)) throw new InDoubtException("");
        }
        (_appId, _appKey, _lastStep) = (id, key, step);
    }

    private async Task LooksAtFactors()
    {
        foreach (var factor in Must(await caller.Get("/v1/account", _session), 200).Body!["factors"]!.AsArray())
            if (factor!["kind"]!.GetValue<string>() == "phone") _phoneId = factor["factor_id"]!.GetValue<string>();
    }

    // Changing factors needs a fresh session. Every sign-in here is fresh.
    private async Task HasFreshSession()
    {
        if (_session is not null) return;
        if (_appId.Length == 0)
        {
            var signedIn = Must(await caller.Post("/v1/sign-ins",
                new { email = _email, password = Password, captcha_token = await caller.CaptchaToken(
                    "sign_in") }, null, Account, EventKind.SignedIn), 200);
            if (signedIn.Body!["session"] is { } session) { _session = session["token"]!.GetValue<string>(); return; }
            throw new Xunit.Sdk.XunitException($"{_email} has a factor that nobody told of.");
        }
        if (_phoneId.Length > 0) await SignsInBySms();
        else if (_recoveryCodes.Count > 0) await SignsInByRecoveryCode();
        else await SignsInByApp();
    }

    private async Task<string> ReachesSecondStep()
    {
        var begun = Must(await caller.Post("/v1/sign-ins",
            new { email = _email, password = Password, captcha_token = await caller.CaptchaToken(
                "sign_in") }, null, Account, EventKind.PasswordAccepted), 200);
        return begun.Text("sign_in");
    }

    private static string Session(Caller.Said said) => said.Body!["session"]!["token"]!.GetValue<string>();

    private static DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static long Step() => DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;

    /// <summary>Whether the app shows an unused code now or will within one step.</summary>
    public bool HasCode => Math.Max(_lastStep + 1, Step()) <= Step() + 1;

    private async Task<(string Code, long Step)> NextCode()
    {
        while (!HasCode) await Task.Delay(500);
        _lastStep = Math.Max(_lastStep + 1, Step());
        ledger.Tried(_appId, $"{_lastStep}");
        return (Totp(_appKey, _lastStep), _lastStep);
    }

    // RFC 6238 without the product's code.
    private static string Totp(string key, long step)
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

    private string WrongCode()
    {
        var near = Enumerable.Range(-3, 7).Select(by => Totp(_appKey, Step() + by)).ToHashSet();
        return Enumerable.Range(0, 10)
            .Select(digit => new string((char)('0' + digit), 6))
            .First(code => !near.Contains(code));
    }
}
