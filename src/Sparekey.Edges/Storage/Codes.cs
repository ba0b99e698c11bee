using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage;

/// <summary>
/// The use for which a sent code is good. The hash of the code covers all of these values, so the code is worthless
/// for any other use.
/// </summary>
/// <param name="Purpose"><c>registration</c>, <c>sign_in</c>, <c>step_up</c>, <c>phone</c> or <c>recovery</c>.</param>
/// <param name="Binding">The flow and step: a flow's id, a factor's id, a case and requirement.</param>
public sealed record CodeBinding(AccountId Account, string Purpose, string Binding)
{
    /// <summary>Purpose of a code that opens an account.</summary>
    public const string Registration = "registration";

    internal string Hashed(string code) => $"{Account}|{Purpose}|{Binding}|{code}";
}

/// <summary>
/// Sent codes: one row for each binding. A resend makes a new code, voids the old code and keeps the count of tries.
/// </summary>
public sealed class Codes(KeyedHash hash, Randomness random)
{
    private const string HashPurpose = "code";

    /// <summary>The current row of a binding.</summary>
    public sealed record Standing
    {
        public string Channel { get; init; } = "";
        public byte[] CodeHash { get; init; } = [];
        public int Tries { get; init; }
        public int Sends { get; init; }
        public DateTimeOffset ResendAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public DateTimeOffset? UsedAt { get; init; }
        public bool Charged { get; init; }

        public int TriesLeft => Math.Max(0, OneTimeCode.Tries - Tries);
    }

    /// <summary>A new code, the time when it expires, and the earliest time of a resend.</summary>
    public sealed class Fresh(string digits, DateTimeOffset expiresAt, DateTimeOffset resendAt)
    {
        public string Digits { get; } = digits;
        public DateTimeOffset ExpiresAt { get; } = expiresAt;
        public DateTimeOffset ResendAt { get; } = resendAt;

        public override string ToString() => "Fresh(…)";
    }

    public const string StandingSql =
        "SELECT 0 AS charged, channel, code_hash, tries, sends, resend_at, expires_at, used_at FROM codes "
            + "WHERE account_id = @account AND purpose = @codePurpose AND binding = @codeBinding;";

    /// <summary>
    /// Charges a try. Refuses a code that has expired, was used, or has no tries left. Two results: the row if it was
    /// charged, and the current row.
    /// </summary>
    public static string ChargeSql(string when = "1 = 1") => $"{TrySql(when)} {StandingSql}";

    /// <summary>
    /// As <see cref="ChargeSql"/>, with the first result only. A caller that also needs the state of a refused charge
    /// selects the current row itself.
    /// </summary>
    public static string TrySql(string when = "1 = 1") =>
        $"""
        UPDATE codes SET tries = tries + 1
        WHERE account_id = @account AND purpose = @codePurpose AND binding = @codeBinding
          AND used_at IS NULL AND expires_at > @now AND tries < {OneTimeCode.Tries} AND {when}
        RETURNING 1 AS charged, channel, code_hash, tries, sends, resend_at, expires_at, used_at;
        """;

    /// <summary>Reads the two results of <see cref="ChargeSql"/>; null if no code was ever sent.</summary>
    public static Standing? Read(Dapper.SqlMapper.GridReader rows)
    {
        var charged = rows.ReadFirstOrDefault<Standing>();
        var standing = rows.ReadFirstOrDefault<Standing>();
        return charged ?? standing;
    }

    public bool Matches(CodeBinding binding, string code, Standing standing) =>
        hash.Matches(HashPurpose, binding.Hashed(code), standing.CodeHash);

    /// <summary>
    /// Adds a send to a change. The claim is lost if the send is too early, if another request sent a code first, if
    /// the binding has no sends left, or if the code was used.
    /// </summary>
    /// <param name="sent">The current row, or null for a first send. It only predicts the time of the next send; the
    /// claim decides.</param>
    public Fresh Send(Change change, CodeBinding binding, Channel channel, CodeShape shape, Standing? sent,
        DateTimeOffset now)
    {
        var send = (sent?.Sends ?? 0) + 1;
        var code = new Fresh(random.Digits(shape.Digits), now + shape.Lifetime, now + OneTimeCode.WaitAfterSend(send));
        change.Claim(
            Refusals.Wait(sent?.Sends >= OneTimeCode.Sends ? null : sent?.ResendAt ?? code.ResendAt),
            $"""
            INSERT INTO codes
              (account_id, purpose, binding, channel, code_hash, tries, sends, sent_at, resend_at, expires_at)
            VALUES (@Account, @Purpose, @Binding, @channel, @codeHash, 0, 1, @now, @ResendAt, @ExpiresAt)
            ON CONFLICT (account_id, purpose, binding) DO UPDATE
            SET channel = @channel, code_hash = @codeHash, sends = codes.sends + 1, sent_at = @now,
              resend_at = @ResendAt, expires_at = @ExpiresAt
            WHERE codes.resend_at <= @now AND codes.sends < {OneTimeCode.Sends} AND codes.sends = @before
              AND codes.used_at IS NULL
            """,
            new
            {
                binding.Account, binding.Purpose, binding.Binding, channel = WireName.Of(channel),
                codeHash = hash.Of(HashPurpose, binding.Hashed(code.Digits)), now, code.ResendAt, code.ExpiresAt,
                before = send - 1,
            });
        return code;
    }

    /// <summary>
    /// Marks the code as used. The claim is lost if another request used the code first, or if a resend voided the code
    /// that was judged.
    /// </summary>
    public static Change Use(Change change, CodeBinding binding, Standing judged, DateTimeOffset now) => change.Claim(
        Refusals.CodeAlreadyUsed,
        "UPDATE codes SET used_at = @now WHERE account_id = @Account AND purpose = @Purpose AND binding = @Binding "
            + "AND used_at IS NULL AND code_hash = @CodeHash",
        new { binding.Account, binding.Purpose, binding.Binding, judged.CodeHash, now });
}
