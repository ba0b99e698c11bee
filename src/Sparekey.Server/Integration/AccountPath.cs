using Sparekey.Core.Accounts;

namespace Sparekey.Server.Integration;

/// <summary>An account id as integrators write it in a path.</summary>
internal static class AccountPath
{
    /// <param name="text">32 hexadecimal digits; anything else is no account, and is answered like an unknown
    /// one.</param>
    internal static bool TryParse(string text, out AccountId account)
    {
        var isId = Guid.TryParseExact(text, "N", out var value);
        account = new AccountId(value);
        return isId;
    }
}
