using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>The code that was sent to the number confirms the phone.</summary>
public sealed class ConfirmPhone(Database database, Codes codes, FactorChanges changes, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(
        200,
        Problem.WrongCode, Problem.CodeAlreadyUsed, Problem.Expired, Problem.AlreadyConfirmed, Problem.TooManyAttempts,
        Problem.AccountFrozen, Problem.NotFound);

    private static readonly string ChargeSql =
        $"{AccountRecord.Sql} {Codes.ChargeSql(FactorRecord.PendingSql(FactorKind.Phone))}";

    public sealed record Request(string? Code);

    public static async Task<IResult> Handle(
        Request request, string factorId, ConfirmPhone confirm, Holder holder, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await confirm.Run(holder, factorId, request, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(
        Holder holder, string factorId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!Guid.TryParseExact(factorId, "N", out var id)) return Refusals.NotFound;
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code.confirm_phone"));

        var now = clock.GetUtcNow();
        var factor = new FactorId(id);
        var binding = SendPhoneCode.Binding(holder.Account, factor);
        var (account, code) = await database.Charge(
            Locks.Of(holder.Account),
            ChargeSql,
            new
            {
                account = holder.Account, factor, session = holder.Session, oldest = now - FactorLimits.Pending,
                codePurpose = binding.Purpose, codeBinding = binding.Binding, now,
            },
            rows => (AccountRecord.Read(holder.Account, rows), Codes.Read(rows)),
            cancellation);
        if (account.Factor(factor) is not { Kind: FactorKind.Phone } waiting) return Refusals.NotFound;
        if (waiting.IsBound) return Refusals.AlreadyConfirmed;
        if (!waiting.IsPendingIn(holder.Session, now) || code is null) return Refusals.Expired;
        if (!code.Charged) return code.TriesLeft == 0 ? Refusals.TooManyAttempts(null) : Refusals.CodeExpired;
        if (CodeText.Digits(request.Code) is not { } digits || !codes.Matches(binding, digits, code))
        {
            var failure = Change.Of(holder.Account, visitor).Record(FactorChanges.Refused(account, waiting));
            return await database.Record(failure, Refusals.WrongCode(code.TriesLeft));
        }

        var change = Codes.Use(AccountChange.By(holder, visitor), binding, code, now);
        PendingFactor.Confirm(change, holder, factor, 0, now);
        changes.Confirmed(change, holder, account, waiting, WireName.Parse<Channel>(code.Channel), visitor);
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
