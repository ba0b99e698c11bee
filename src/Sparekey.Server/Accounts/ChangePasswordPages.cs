using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Accounts;

/// <summary>The page of <see cref="ChangePassword"/>.</summary>
public sealed class ChangePasswordPages(ChangePassword change)
{
    public static IResult Show() => Page.Show(new ChangePasswordPage());

    public async Task<IResult> Submit(HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        return await change.Run(holder, new(form["current_password"], form["new_password"]), visitor,
            cancellation) switch
        {
            Reply<Nothing>.Done => Page.GoTo("/security?changed=password"),
            Reply<Nothing>.Refused { Why: var why } =>
                Page.Again(new ChangePasswordPage { Errors = FieldError.Of(why, ControlOf(why.Problem)) }, why),
            _ => throw new UnreachableException(),
        };
    }

    private static string? ControlOf(Problem problem) => problem switch
    {
        Problem.WeakPassword => "new_password",
        Problem.WrongPassword => "current_password",
        _ => null,
    };
}
