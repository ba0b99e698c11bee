using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Sessions;

/// <summary>A sign-in that waits for its second factor: a row of <c>sign_ins</c>.</summary>
public static class SignInFlow
{
    /// <summary>On a row of <c>sign_ins</c>: not completed. Parameters @account and @key.</summary>
    public const string IsOpen = "account_id = @account AND token_hash = @key AND completed_at IS NULL";

    /// <summary>On a row of <c>sign_ins</c>: open and not expired. Parameters @account, @key and @now.</summary>
    public const string IsLive = $"{IsOpen} AND expires_at > @now";

    /// <summary>Anywhere: the sign-in of @account and @key is live at @now.</summary>
    public const string Exists = $"EXISTS (SELECT 1 FROM sign_ins WHERE {IsLive})";

    public static byte[] TokenHash(KeyedHash hash, BearerToken token) => hash.Index("sign_in", token.Text);
}
