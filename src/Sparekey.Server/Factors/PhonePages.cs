using System.Diagnostics;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Sets up a phone: the number, then the code that was sent to it.</summary>
public sealed class PhonePages(
    AddPhone add, ConfirmPhone confirm, SendPhoneCode send, TimeProvider clock, Settings settings)
{
    private const string Address = $"{SecurityAddress.Page}/phone";

    public IResult Show(Holder holder) =>
        holder.IsFrozen ? Page.GoTo(SecurityAddress.Page) : Page.Show(Number(null, null));

    public async Task<IResult> Submit(HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        string? number = http.Request.Form["number"];
        var request = new AddPhone.Request(number, http.Request.Form["channel"].FirstOrDefault());
        return await add.Run(holder, request, visitor, cancellation) switch
        {
            Reply<AddPhone.View>.Done done => Page.GoTo($"{Address}/{done.Value.FactorId}"),
            Reply<AddPhone.View>.Refused { Why: var why } =>
                Page.Again(Number(number, FieldError.Of(why, "number")), why),
            _ => throw new UnreachableException(),
        };
    }

    public Task<IResult> ShowCode(string factorId, Holder holder, CancellationToken cancellation) =>
        Ask(factorId, holder, null, cancellation);

    /// <summary>The page has three buttons: one confirms the code, two send a new one.</summary>
    public async Task<IResult> SubmitCode(
        string factorId, HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        if (http.Request.Form["channel"].FirstOrDefault() is { } channel)
            return await send.Run(holder, factorId, new(channel), visitor, cancellation)
                is Reply<SendPhoneCode.View>.Refused held
                ? await Ask(factorId, holder, held.Why, cancellation)
                : Page.GoTo($"{Address}/{factorId}");
        return await confirm.Run(holder, factorId, new(http.Request.Form["code"]), visitor, cancellation)
            is Reply<Nothing>.Refused refused
            ? await Ask(factorId, holder, refused.Why, cancellation)
            : Page.GoTo(SecurityAddress.After("phone"));
    }

    private PhonePage Number(string? number, IReadOnlyList<FieldError>? errors) =>
        new() { Number = number, Restricted = settings.Numbers.RestrictedNotice, Errors = errors };

    private async Task<IResult> Ask(string factorId, Holder holder, Refusal? why, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await send.Look(holder, factorId, cancellation) is not var (factor, sent)
            || sent is null || !factor.IsPendingIn(holder.Session, now))
            return Page.GoTo(Address);
        var page = new PhoneCodePage
        {
            SentTo = factor.Hint,
            Channel = sent.Channel,
            ResendAt = sent.ResendAt,
            Now = now,
            Errors = why is null ? null : FieldError.Of(why, "code"),
        };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }
}
