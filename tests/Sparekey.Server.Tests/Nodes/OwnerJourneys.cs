using System.Text.Json.Nodes;
using Sparekey.Core.Audit;

namespace Sparekey.Server.Tests.Nodes;

internal sealed partial class Owner
{
    /// <summary>The journeys that are possible now, each with its weight.</summary>
    public IEnumerable<(int Weight, Func<Owner, Task> Journey)> Possible()
    {
        yield return (22, o => o.LooksIn());
        yield return (10, o => o.SignsInBySms());
        yield return (12, o => o.StepsUpBySms());
        yield return (6, o => o.SignsOut());
        if (_recoveryCodes.Count > 1) yield return (6, o => o.SignsInByRecoveryCode());
        if (_changes < 4) yield return (4, o => o.MakesNewCodes());
        if (_resets < 2) yield return (3, o => o.OpensAndCancelsAReset());
        if (!HasCode) yield break;
        yield return (12, o => o.SignsInByApp());
        yield return (14, o => o.StepsUpByApp());
        yield return (14, o => o.TypesWrongCodesFirst());
        yield return (14, o => o.ShowsACodeTwice());
        if (_changes < 4) yield return (4, o => o.ReplacesApp());
        if (_resets < 2) yield return (3, o => o.ReplacesTheLostPhone());
    }

    public async Task LooksIn()
    {
        await HasFreshSession();
        Must(await caller.Get("/v1/account", _session), 200);
        var holds = Must(await caller.Get($"/v1/accounts/{Account}/holds", integratorKey), 200);
        // Each node sees an acknowledged change: a changed factor places a hold.
        if ((_changed || _resetDone) && !holds.Body!["withdrawals"]!["blocked"]!.GetValue<bool>())
            throw new Xunit.Sdk.XunitException(
                $"{_email} may withdraw after a change of factors.");
    }

    private bool _changed, _resetDone;

    public async Task SignsInByApp()
    {
        var flow = await ReachesSecondStep();
        var (code, step) = await NextCode();
        var answered = Must(
            await caller.Post("/v1/sign-in/answers", new { factor_id = _appId, code }, flow, Account,
                EventKind.SignedIn),
            200);
        ledger.Accepted(_appId, $"{step}");
        _session = Session(answered);
    }

    public async Task SignsInBySms()
    {
        var flow = await ReachesSecondStep();
        var code = await Sms("/v1/sign-in/codes", flow);
        var answered = Must(
            await caller.Post("/v1/sign-in/answers", new { factor_id = _phoneId, code }, flow, Account,
                EventKind.SignedIn),
            200);
        ledger.Accepted(_phoneId, $"{flow}|{code}");
        _session = Session(answered);
    }

    public async Task SignsInByRecoveryCode()
    {
        var flow = await ReachesSecondStep();
        var code = _recoveryCodes.Dequeue();
        ledger.Tried(_codesId, code);
        var answered = Must(
            await caller.Post("/v1/sign-in/answers", new { factor_id = _codesId, code }, flow, Account,
                EventKind.SignedIn),
            200);
        ledger.Accepted(_codesId, code);
        _session = Session(answered);
        if (_recoveryCodes.Count % 3 != 0) return;

        var again = await caller.Post("/v1/sign-in/answers", new { factor_id = _codesId, code },
            await ReachesSecondStep(), Account, EventKind.SecondFactorRefused);
        if (again.Status == 200) ledger.Accepted(_codesId, code);
        Refused(again);
    }

    private void Refused(Caller.Said said)
    {
        Must(said, 422, "wrong_code");
        ledger.Done(Account, EventKind.SecondFactorRefused);
    }

    public async Task StepsUpByApp()
    {
        await HasFreshSession();
        var (code, step) = await NextCode();
        var steppedUp = Must(
            await caller.Post("/v1/account/step-up", new { factor_id = _appId, code }, _session, Account,
                EventKind.SteppedUp),
            200);
        ledger.Accepted(_appId, $"{step}");
        _session = Session(steppedUp);
    }

    public async Task StepsUpBySms()
    {
        await HasFreshSession();
        var code = await Sms("/v1/account/step-up/codes", _session!);
        var steppedUp = Must(
            await caller.Post("/v1/account/step-up", new { factor_id = _phoneId, code }, _session, Account,
                EventKind.SteppedUp),
            200);
        ledger.Accepted(_phoneId, $"{_session}|{code}");
        var before = _session;
        _session = Session(steppedUp);
        // The replaced session gives access on no node.
        Must(await caller.Get("/v1/account", before), 401);
    }

    public async Task TypesWrongCodesFirst()
    {
        await HasFreshSession();
        for (var i = 0; i < 2; i++)
            Refused(await caller.Post("/v1/account/step-up", new { factor_id = _appId, code = WrongCode() }, _session,
                Account, EventKind.SecondFactorRefused));
        await StepsUpByApp();
    }

    public async Task ShowsACodeTwice()
    {
        await StepsUpByApp();
        var (code, step) = (Totp(_appKey, _lastStep), _lastStep);
        var again = await caller.Post("/v1/account/step-up", new { factor_id = _appId, code }, _session);
        if (again.Status == 200) ledger.Accepted(_appId, $"{step}");
        Must(again, 409, "code_already_used");

        // At the same moment on two nodes: another code, which only one of the two accepts.
        if (!HasCode) return;
        (code, step) = await NextCode();
        var both = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => caller.Post("/v1/account/step-up", new { factor_id = _appId, code }, _session, Account,
                EventKind.SteppedUp)));
        foreach (var one in both.Where(one => one.Status == 200))
        {
            ledger.Accepted(_appId, $"{step}");
            _session = Session(one);
        }
        if (both.All(one => one.Status != 200)) throw both.Any(one => one.Lost) || _inDoubt ? new InDoubtException(
            "both") : new Xunit.Sdk.XunitException(
            $"{_email}: neither of two was let through: {both[0].Code}, {both[1].Code}");
    }

    public async Task SignsOut()
    {
        await HasFreshSession();
        var ended = await caller.Ask(HttpMethod.Delete, "/v1/account/sessions/current", null, _session, Account,
            EventKind.SignedOut);
        if (!(ended.Lost && ended.Status == 401)) Must(ended, 200);
        Must(await caller.Get("/v1/account", _session), 401);
        _session = null;
    }

    public async Task MakesNewCodes()
    {
        _changes++;
        await MakesRecoveryCodes();
    }

    public async Task ReplacesApp()
    {
        _changes++;
        await NewApp(_appId);
        _changed = true;
    }

    public async Task OpensAndCancelsAReset()
    {
        _resets++;
        var (reset, gone) = await OpensReset();
        Must(await caller.Post("/v1/recovery/lost", new { lost = gone.Append("authenticator"), accept_warnings = true },
                reset, Account, EventKind.RecoveryLostChosen),
            200);
        await Cancels(reset);
    }

    public async Task ReplacesTheLostPhone()
    {
        _resets++;
        var (reset, gone) = await OpensReset();
        try
        {
            await Proves(reset, gone, $"+849{2 + _resets}{number:D7}");
        }
        catch (InDoubtException)
        {
            // Starts again, unless the reset was completed after all: the token shows its state.
            if (Must(await caller.Get("/v1/recovery", reset), 200).Text("state") != "completed" && await Cancels(reset))
                throw;
        }
        ledger.Done(Account, EventKind.FactorConfirmed);   // the new phone, confirmed by the server
        _phone = $"+849{2 + _resets}{number:D7}";
        (_session, _resetDone) = (null, true);
        if (gone.Length > 0) _recoveryCodes.Clear();
        var flow = await caller.Post("/v1/sign-ins",
            new { email = _email, password = Password, captcha_token = await caller.CaptchaToken(
                "sign_in") }, null, Account, EventKind.PasswordAccepted);
        _phoneId = Must(flow, 200).Body!["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == "phone")!["factor_id"]!
            .GetValue<string>();
    }

    private async Task<(string Token, string[] Gone)> OpensReset()
    {
        var flow = await ReachesSecondStep();
        // After a lost response, the same sign-in can ask again and gets the same case.
        var opened = Must(await caller.Post("/v1/recoveries", null, flow, Account, EventKind.RecoveryOpened), 201);
        // Recovery codes that are left would require a sign-in instead, so they are declared lost too.
        return (opened.Text("recovery"),
            [.. opened.Body!["offered"]!.AsArray()
                .Select(thing => thing!.GetValue<string>())
                .Where(thing => thing == "recovery_code")]);
    }

    private async Task Proves(string reset, string[] gone, string newPhone)
    {
        var chosen = await caller.Post("/v1/recovery/lost", new { lost = gone.Append("phone"), accept_warnings = true },
            reset, Account, EventKind.RecoveryLostChosen);
        foreach (var requirement in Must(chosen, 200).Body!["requirements"]!.AsArray())
        {
            var (id, kind) = (requirement!["requirement"]!.GetValue<string>(), requirement["kind"]!.GetValue<string>());
            var since = Now();
            string code;
            if (kind == "authenticator_code") (code, _) = await NextCode();
            else
            {
                var to = kind == "new_phone_code" ? newPhone : _email;
                var sent = await caller.Post("/v1/recovery/codes",
                    new { requirement = id, address = kind == "new_phone_code" ? newPhone : null }, reset, Account,
                    EventKind.RecoveryCodeSent);
                if (!(sent.Lost && sent.Code == "wait")) Must(sent, 202);
                code = await inboxes.CodeTo(to, since);
            }
            var proven = await caller.Post("/v1/recovery/proofs", new { requirement = id, code }, reset, Account,
                EventKind.RecoveryProven);
            if (proven.Status == 200 && kind == "authenticator_code") ledger.Accepted(_appId, $"{_lastStep}");
            if (!(proven.Lost && proven.Code == "code_already_used")) Must(proven, 200);
        }
        var submitted = await caller.Post("/v1/recovery/submit", null, reset, Account, EventKind.RecoveryCompleted);
        Must(submitted, 202);
    }

    /// <returns>False when the reset was completed after all.</returns>
    private async Task<bool> Cancels(string reset)
    {
        var cancelled = await caller.Post("/v1/recovery/cancel", null, reset, Account, EventKind.RecoveryCancelled);
        if (cancelled.Status == 200) return true;
        Assert.True(cancelled.Lost || _inDoubt, $"{_email} could not cancel: {cancelled.Status} {cancelled.Code}");
        return (await caller.Get("/v1/recovery", reset)).Text("state") != "completed";
    }

    private async Task<string> Sms(string path, string bearer)
    {
        var since = Now();
        var sent = await caller.Post(path, new { factor_id = _phoneId, channel = "sms" }, bearer, Account,
            EventKind.CodeSent);
        if (!(sent.Lost && sent.Code == "wait")) Must(sent, 202);
        var code = await inboxes.CodeTo(_phone, since);
        ledger.Tried(_phoneId, $"{bearer}|{code}");
        return code;
    }
}
