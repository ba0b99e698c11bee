using System.Text.Json;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>
/// The accepted identity of an account, sealed to the account's row, and the keyed hash of the document's number.
/// </summary>
public sealed class IdentityRecords(SecretBox box, KeyedHash hash)
{
    private const string Purpose = "identity";
    private const string NumberPurpose = "document_number";

    /// <summary>
    /// Adds the record to a change. The claim is lost (<see cref="Refusals.MovedOn"/>) when the account has an accepted
    /// identity, which is never replaced, and when the account is frozen.
    /// </summary>
    public void Keep(Change change, AccountId account, IdentityRecord record) => change.Claim(
        Refusals.MovedOn,
        """
        UPDATE accounts SET identity_sealed = @sealed
        WHERE account_id = @account AND identity_sealed IS NULL AND frozen_at IS NULL
        """,
        new { account, @sealed = box.Seal(Purpose, Row(account), JsonSerializer.Serialize(record)) });

    public IdentityRecord? Open(AccountId account, byte[]? @sealed) => @sealed is null
        ? null
        : JsonSerializer.Deserialize<IdentityRecord>(box.OpenText(Purpose, Row(account), @sealed));

    /// <param name="normalized">From <see cref="DocumentNumber.Normalize"/>.</param>
    public string HashOfNumber(AccountId account, string normalized) =>
        Convert.ToBase64String(hash.Of(NumberPurpose, $"{account}|{normalized}"));

    /// <summary>Whether a number that was read from a document is the accepted one.</summary>
    public bool IsSameNumber(AccountId account, string normalized, IdentityRecord record) =>
        hash.Matches(NumberPurpose, $"{account}|{normalized}", Convert.FromBase64String(record.DocumentNumberHash));

    private static string Row(AccountId account) => $"accounts/{account}/identity";
}
