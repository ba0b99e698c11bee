using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>Get code for a step-up: the same phones and limits as in a sign-in, bound to the session.</summary>
public sealed class SendStepUpCode(Database database, PhoneCodes phoneCodes)
{
    public sealed record Request(string? FactorId, string? Channel);

    public static readonly Responses Responses = Responses.Of<PhoneCodes.View>(
        202, Problem.Wait, Problem.FactorDisabled, Problem.TooManyAttempts, Problem.NotFound);

    public static async Task<IResult> Handle(
        Request request, Holder holder, SendStepUpCode send, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await send.Run(holder, request, visitor, cancellation), 202);

    public async Task<Reply<PhoneCodes.View>> Run(
        Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(request.FactorId, "N", out var id))
            return Refusals.Invalid(("factor_id", "invalid.factor_id.send_step_up_code"));
        if (!WireName.TryParse<Channel>(request.Channel, out var channel) || channel == Channel.Email)
            return Refusals.Invalid(("channel", "invalid.channel"));
        var factor = new FactorId(id);
        var binding = Binding(holder, factor);
        var phone = await database.Read(
            PhoneCodes.Sql,
            new
            {
                account = holder.Account,
                factor,
                subject = Attempts.OfFactor(factor),
                codePurpose = binding.Purpose,
                codeBinding = binding.Binding,
            },
            PhoneCodes.Read,
            cancellation);
        return await phoneCodes.Send(phone, binding, channel, visitor, cancellation);
    }

    internal static CodeBinding Binding(Holder holder, FactorId factor) =>
        new(holder.Account, "step_up", $"{holder.Session}:{factor}");
}
