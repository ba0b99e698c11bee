using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>A code that is on its way to one of the phones.</summary>
public sealed record CodeUnderway(string FactorId, Channel Channel, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt, int SendsLeft, int TriesLeft);

/// <summary>The second step as it stands, for a page that is loaded anew and a program that has lost its place.</summary>
public sealed class SecondStep(Database database, KeyedHash hash, TimeProvider clock)
{
    /// <param name="Codes">Codes that were sent and can still be entered.</param>
    public sealed record View(string State, DateTimeOffset ExpiresAt, IReadOnlyList<FactorOffer> Factors, IReadOnlyList<CodeUnderway> Codes);

    public static async Task<IResult> Handle(FlowToken flow, SecondStep step, CancellationToken cancellation) => HttpReply.Of(await step.OfSignIn(flow, cancellation));

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
    private static readonly string Sql =
        $"""
        {FactorOffers.Sql()}
        SELECT binding, channel, tries, sends, resend_at, expires_at FROM codes
        WHERE account_id = @account AND purpose = @purpose AND substr(binding, 1, 32) = @flow AND used_at IS NULL AND expires_at > @now;
        """;

    public async Task<Reply<View>> OfSignIn(FlowToken flow, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var key = SignInFlow.TokenHash(hash, flow.Token);
        var binding = SendSignInCode.Binding(account, key, default);
        var (expires, offers, codes) = await database.Read(
            $"SELECT expires_at FROM sign_ins WHERE {SignInFlow.IsLive}; {Sql}",
            new { account, key, now, purpose = binding.Purpose, flow = binding.Binding[..32] },
            rows => (rows.ReadFirstOrDefault<DateTimeOffset?>(), FactorOffers.Read(rows), Read(rows)), cancellation);
        return expires is { } until ? new View("second_factor", until, offers, codes) : Refusals.Expired;
    }

    /// <summary>What the holder can confirm with. Without factors it is the password.</summary>
    public async Task<View> OfStepUp(Holder holder, CancellationToken cancellation)
    {
        var binding = SendStepUpCode.Binding(holder, default);
        var (offers, codes) = await database.Read(Sql, new { account = holder.Account, now = clock.GetUtcNow(), purpose = binding.Purpose, flow = binding.Binding[..32] },
            rows => (FactorOffers.Read(rows), Read(rows)), cancellation);
        return new View("step_up", holder.ExpiresAt, holder.HasSecondFactor ? offers : [], codes);
    }

    private static IReadOnlyList<CodeUnderway> Read(SqlMapper.GridReader rows) =>
    [
        .. rows.Read<Row>().Select(r => new CodeUnderway(r.Binding[33..], WireName.Parse<Channel>(r.Channel), r.ExpiresAt, r.ResendAt, Math.Max(0, OneTimeCode.Sends - r.Sends), Math.Max(0, OneTimeCode.Tries - r.Tries))),
    ];
}
