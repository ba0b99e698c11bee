using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Accounts;

/// <summary>The refusal of a weak new password.</summary>
internal static class WeakPasswordText
{
    public static Refusal Of(NewPassword.Refused weak)
    {
        var fault = WireName.Of(weak.Fault);
        return Refusals.WeakPassword(fault, new($"refusal.weak_password.{fault}", ("limit", weak.Limit)));
    }
}
