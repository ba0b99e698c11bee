using Sparekey.Core.Accounts;

namespace Sparekey.Server.Integration;

/// <summary>An account id as integrators write it in a path.</summary>
internal static class AccountPath
{
    /// <param name="text">32 hexadecimal digits. Another text is no account; the reply is the one for an unknown
    /// account.</param>
    internal static bool TryParse(string text, out AccountId account)
    {
        var isId = Guid.TryParseExact(text, "N", out var value);
        account = new AccountId(value);
        return isId;
    }
}
