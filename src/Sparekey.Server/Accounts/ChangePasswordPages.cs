using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Accounts;

/// <summary>The page of <see cref="ChangePassword"/>.</summary>
public static class ChangePasswordPages
{
    public static IResult Show() => Page.Show<ChangePasswordPage>();

    public static async Task<IResult> Submit(HttpContext http, Holder holder, ChangePassword change, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        return await change.Run(holder, new(form["current_password"], form["new_password"]), visitor, cancellation) switch
        {
            Reply<Nothing>.Done => Page.GoTo("/security?changed=password"),
            Reply<Nothing>.Refused refused => Page.Again<ChangePasswordPage>(new { Errors = ErrorsOf(refused.Why) }, refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static FieldError[] ErrorsOf(Refusal why) => why switch
    {
        { Errors: { } errors } => [.. errors.Select(e => new FieldError(e.Key, TextCatalogue.Of(e.Value)))],
        { Problem: Problem.WeakPassword } => [new FieldError("new_password", TextCatalogue.Of(why.Text))],
        { Problem: Problem.WrongPassword } => [new FieldError("current_password", TextCatalogue.Of(why.Text))],
        _ => [new FieldError(null, TextCatalogue.Of(why.Text))],
    };
}
