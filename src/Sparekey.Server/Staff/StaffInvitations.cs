using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Staff;

/// <summary>A member of the staff who sets up access.</summary>
public sealed record StaffInvitation
{
    public StaffId StaffId { get; init; }
    public string Name { get; init; } = "";
    public byte[] EmailSealed { get; init; } = [];
    public byte[]? SecretSealed { get; init; }
    public DateTimeOffset SetUpExpiresAt { get; init; }
}

/// <summary>The links with which members of the staff set up access.</summary>
public sealed class StaffInvitations(Database database, StaffSecrets secrets, TimeProvider clock)
{
    /// <summary>On a row of <c>staff</c>: the link is good. Parameters @staff, @key and @now.</summary>
    internal static readonly string IsLive =
        $"staff_id = @staff AND set_up_hash = @key AND set_up_expires_at > @now AND {StaffSql.IsInvited}";

    /// <summary>Finds the member whom the link invites; null when the link is not good.</summary>
    /// <param name="text">The token in the link.</param>
    public async Task<StaffInvitation?> Find(string? text, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(text, out var token)) return null;
        return await database.One<StaffInvitation>(
            $"SELECT staff_id, name, email_sealed, secret_sealed, set_up_expires_at FROM staff WHERE {IsLive}",
            new { staff = token.Staff, key = secrets.SetUpHash(token), now = clock.GetUtcNow() },
            cancellation);
    }

    /// <summary>The stored form of the token; empty, which matches nothing, when the text is no token.</summary>
    internal byte[] KeyOf(string? text) => BearerToken.TryParse(text, out var token) ? secrets.SetUpHash(token) : [];
}
