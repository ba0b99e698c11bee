using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Staff;

/// <summary>The pages on which an invited reviewer sets up access.</summary>
public sealed class StaffSetUpPages(StaffInvitations invitations, SetUpStaff setUp, Cookies cookies)
{
    private const string Authenticator = "/staff/set-up/authenticator";

    public async Task<IResult> Show(string? token, CancellationToken cancellation) =>
        await PasswordForm(token, null, cancellation);

    public async Task<IResult> ChoosePassword(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var token = form["token"].ToString();
        var chosen = await setUp.ChoosePassword(new(token, form["password"]), visitor, cancellation);
        if (chosen is Reply<SetUpStaff.View>.Refused refused)
            return await PasswordForm(token, refused.Why, cancellation);
        // From here on the cookie carries the token: further addresses do not contain it.
        cookies.Set(http, Cookies.StaffSetUp, token, ((Reply<SetUpStaff.View>.Done)chosen).Value.ExpiresAt);
        return Page.GoTo(Authenticator);
    }

    public async Task<IResult> ShowAuthenticator(HttpContext http, CancellationToken cancellation) =>
        await AuthenticatorForm(cookies.Read(http, Cookies.StaffSetUp), null, cancellation);

    public async Task<IResult> ConfirmAuthenticator(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var token = cookies.Read(http, Cookies.StaffSetUp);
        var form = await http.Request.ReadFormAsync(cancellation);
        var confirmed = await setUp.Confirm(new(token, form["code"].ToString()), visitor, cancellation);
        if (confirmed is Reply<Nothing>.Refused refused)
            return await AuthenticatorForm(token, refused.Why, cancellation);
        cookies.Clear(http, Cookies.StaffSetUp);
        return Page.GoTo("/staff/sign-in?because=set_up");
    }

    private async Task<IResult> PasswordForm(string? token, Refusal? why, CancellationToken cancellation)
    {
        if (await invitations.Find(token, cancellation) is not { } invited)
            return Page.Problem(Refusals.SetUpLinkDead);
        var page = new SetUpPage { Token = token!, Name = invited.Name, Errors = FieldError.Of(why, "password") };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }

    private async Task<IResult> AuthenticatorForm(string? token, Refusal? why, CancellationToken cancellation)
    {
        if (await invitations.Find(token, cancellation) is not { } invited || setUp.Show(invited) is not { } key)
            return Page.Problem(Refusals.SetUpLinkDead);
        var page = new SetUpAuthenticatorPage { Key = key, Errors = FieldError.Of(why, "code") };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }
}
