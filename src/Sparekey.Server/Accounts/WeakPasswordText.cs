using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Accounts;

/// <summary>The refusal of a new password, with the sentence that belongs to its reason.</summary>
internal static class WeakPasswordText
{
    public static Refusal Of(NewPassword.Refused weak) =>
        Refusals.WeakPassword(WireName.Of(weak.Fault), new($"refusal.weak_password.{WireName.Of(weak.Fault)}", ("limit", weak.Limit)));
}
