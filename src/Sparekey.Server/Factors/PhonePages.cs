using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Confirming a phone: the number, then the code that came to it.</summary>
public static class PhonePages
{
    public static IResult Show(Holder holder, Settings settings) => holder.IsFrozen ? Page.GoTo("/security") : Page.Show<PhonePage>(new { Restricted = settings.Numbers.RestrictedNotice });

    public static async Task<IResult> Submit(HttpContext http, AddPhone add, Holder holder, Visitor visitor, Settings settings, CancellationToken cancellation)
    {
        string? number = http.Request.Form["number"];
        return await add.Run(holder, new(number, http.Request.Form["channel"].FirstOrDefault()), visitor, cancellation) switch
        {
            Reply<AddPhone.View>.Done done => Page.GoTo($"/security/phone/{done.Value.FactorId}"),
            Reply<AddPhone.View>.Refused refused => Page.Show<PhonePage>(new { Number = number, Restricted = settings.Numbers.RestrictedNotice, Errors = FieldError.Of(refused.Why, "number") }, 422),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static Task<IResult> ShowCode(string factorId, SendPhoneCode send, Holder holder, TimeProvider clock, CancellationToken cancellation) =>
        Ask(factorId, send, holder, clock, null, cancellation);

    /// <summary>Two buttons: one confirms the code, the others ask for a new one.</summary>
    public static async Task<IResult> SubmitCode(string factorId, HttpContext http, ConfirmPhone confirm, SendPhoneCode send, Holder holder, Visitor visitor, TimeProvider clock, CancellationToken cancellation)
    {
        if (http.Request.Form["channel"].FirstOrDefault() is { } channel)
            return await send.Run(holder, factorId, new(channel), visitor, cancellation) is Reply<SendPhoneCode.View>.Refused held
                ? await Ask(factorId, send, holder, clock, held.Why, cancellation)
                : Page.GoTo($"/security/phone/{factorId}");
        return await confirm.Run(holder, factorId, new(http.Request.Form["code"]), visitor, cancellation) is Reply<Nothing>.Refused refused
            ? await Ask(factorId, send, holder, clock, refused.Why, cancellation)
            : Page.GoTo(SecurityAddress.After("phone"));
    }

    private static async Task<IResult> Ask(string factorId, SendPhoneCode send, Holder holder, TimeProvider clock, Refusal? why, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await send.Look(holder, factorId, cancellation) is not var (factor, sent) || sent is null || !factor.IsPendingIn(holder.Session, now)) return Page.GoTo("/security/phone");
        return Page.Show<PhoneCodePage>(new { SentTo = factor.Hint, sent.Channel, sent.ResendAt, Now = now, Errors = why is null ? null : FieldError.Of(why, "code") }, why is null ? 200 : 422);
    }
}
