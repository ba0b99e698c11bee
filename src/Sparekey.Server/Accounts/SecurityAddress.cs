using Sparekey.Edges.Web;

namespace Sparekey.Server.Accounts;

/// <summary>Addresses of the security page, for the pages that lead back there.</summary>
public static class SecurityAddress
{
    public const string Page = "/security";

    /// <summary>The security page with a sentence about the change that was just made.</summary>
    /// <param name="done">For example <c>phone</c> or <c>removed</c>.</param>
    public static string After(string done) => $"{Page}?done={done}";
}
