using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>A code that was sent to one of the phones and can still be entered.</summary>
public sealed record CodeUnderway(
    string FactorId, Channel Channel, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt, int SendsLeft, int TriesLeft);

/// <summary>The second step as it stands, for a page that is loaded again and a program that was restarted.</summary>
public sealed class SecondStep(Database database, KeyedHash hash, TimeProvider clock)
{
    /// <param name="Codes">Codes that were sent and can still be entered.</param>
    public sealed record View(
        string State, DateTimeOffset ExpiresAt, IReadOnlyList<FactorOffer> Factors, IReadOnlyList<CodeUnderway> Codes);

    public static readonly Responses Responses = Responses.Of<View>(200, Problem.Expired);

    public static async Task<IResult> Handle(FlowToken flow, SecondStep step, CancellationToken cancellation) =>
        HttpReply.Of(await step.OfSignIn(flow, cancellation));

    private sealed record Row
    {
        public string Binding { get; init; } = "";
        public string Channel { get; init; } = "";
        public int Tries { get; init; }
        public int Sends { get; init; }
        public DateTimeOffset ResendAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }

    // A binding is the flow in 32 characters, a colon, and the factor.
    private const int FlowLength = 32;

    private static readonly string Sql =
        $"""
        {FactorOffers.Sql()}
        SELECT binding, channel, tries, sends, resend_at, expires_at FROM codes
        WHERE account_id = @account AND purpose = @purpose AND substr(binding, 1, {FlowLength}) = @flow
          AND used_at IS NULL AND expires_at > @now;
        """;

    public async Task<Reply<View>> OfSignIn(FlowToken flow, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var key = SignInFlow.TokenHash(hash, flow.Token);
        var binding = SendSignInCode.Binding(account, key, default);
        var (expires, offers, codes) = await database.Read(
            $"SELECT expires_at FROM sign_ins WHERE {SignInFlow.IsLive}; {Sql}",
            new { account, key, now, purpose = binding.Purpose, flow = binding.Binding[..FlowLength] },
            rows => (rows.ReadFirstOrDefault<DateTimeOffset?>(), FactorOffers.Read(rows), Read(rows)),
            cancellation);
        return expires is { } until ? new View("second_factor", until, offers, codes) : Refusals.Expired;
    }

    /// <summary>The factors with which the holder can step up: none where the password is enough.</summary>
    public async Task<View> OfStepUp(Holder holder, CancellationToken cancellation)
    {
        var binding = SendStepUpCode.Binding(holder, default);
        var (offers, codes) = await database.Read(
            Sql,
            new
            {
                account = holder.Account,
                now = clock.GetUtcNow(),
                purpose = binding.Purpose,
                flow = binding.Binding[..FlowLength],
            },
            rows => (FactorOffers.Read(rows), Read(rows)),
            cancellation);
        return new View("step_up", holder.ExpiresAt, holder.HasSecondFactor ? offers : [], codes);
    }

    private static IReadOnlyList<CodeUnderway> Read(SqlMapper.GridReader rows) =>
        [.. rows.Read<Row>().Select(row => new CodeUnderway(
            row.Binding[(FlowLength + 1)..],
            WireName.Parse<Channel>(row.Channel),
            row.ExpiresAt,
            row.ResendAt,
            Math.Max(0, OneTimeCode.Sends - row.Sends),
            Math.Max(0, OneTimeCode.Tries - row.Tries)))];
}
