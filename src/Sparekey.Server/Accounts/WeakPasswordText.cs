using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Accounts;

/// <summary>The refusal of a new password, with the sentence that belongs to its reason.</summary>
internal static class WeakPasswordText
{
    public static Refusal Of(NewPassword.Refused weak) => Refusals.WeakPassword(WireName.Of(weak.Fault), weak.Fault switch
    {
        PasswordFault.TooShort => $"Use at least {weak.Limit} characters. A few unrelated words make a good password.",
        PasswordFault.TooLong => $"Use at most {weak.Limit} characters.",
        PasswordFault.Common => "This password is on lists that attackers try first. Choose another one.",
        PasswordFault.Context =>
            "This password is built from your email address or the name of this service. Choose another one.",
        _ => throw new System.Diagnostics.UnreachableException(),
    });
}
