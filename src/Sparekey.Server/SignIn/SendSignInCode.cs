using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>Get code: sends a new code to one of the account's phones, by SMS or voice call.</summary>
public sealed class SendSignInCode(Database database, PhoneCodes phoneCodes, KeyedHash hash, TimeProvider clock)
{
    public sealed record Request(string? FactorId, string? Channel);

    public static readonly Responses Responses = Responses.Of<PhoneCodes.View>(
        202, Problem.Wait, Problem.Expired, Problem.FactorDisabled, Problem.TooManyAttempts, Problem.NotFound);

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, SendSignInCode send, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await send.Run(flow, request, visitor, cancellation), 202);

    public async Task<Reply<PhoneCodes.View>> Run(
        FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(request.FactorId, "N", out var id))
            return Refusals.Invalid(("factor_id", "invalid.factor_id.send_step_up_code"));
        if (!WireName.TryParse<Channel>(request.Channel, out var channel) || channel == Channel.Email)
            return Refusals.Invalid(("channel", "invalid.channel"));
        var account = flow.Token.Account;
        var key = SignInFlow.TokenHash(hash, flow.Token);
        var factor = new FactorId(id);
        var binding = Binding(account, key, factor);
        var (live, phone) = await database.Read(
            $"SELECT COUNT(*) FROM sign_ins WHERE {SignInFlow.IsLive}; {PhoneCodes.Sql}",
            new
            {
                account,
                key,
                now = clock.GetUtcNow(),
                factor,
                subject = Attempts.OfFactor(factor),
                codePurpose = binding.Purpose,
                codeBinding = binding.Binding,
            },
            rows => (rows.ReadFirst<long>() == 1, PhoneCodes.Read(rows)),
            cancellation);
        return live ? await phoneCodes.Send(phone, binding, channel, visitor, cancellation) : Refusals.Expired;
    }

    internal static CodeBinding Binding(AccountId account, byte[] tokenHash, FactorId factor) =>
        new(account, "sign_in", $"{Convert.ToHexStringLower(tokenHash.AsSpan(0, 16))}:{factor}");
}
