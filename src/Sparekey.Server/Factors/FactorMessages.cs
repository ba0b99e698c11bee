using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Factors;

/// <summary>The messages about factors.</summary>
internal static class FactorMessages
{
    public static Message PhoneCode(
        Settings settings, AccountId account, Channel channel, string to, string code, TimeSpan lifetime) =>
        CatalogueMessage.Of(settings, account, channel, to, "phone_code", CatalogueMessage.Code(code, lifetime));

    public static Notice Added(string factor, Visitor visitor, DateTimeOffset now) =>
        Changed("factor_added", visitor, now, null, Named("factor", factor));

    public static Notice Replaced(string old, string factor, Visitor visitor, DateTimeOffset now,
        DateTimeOffset heldUntil) =>
        Changed("factor_replaced", visitor, now, heldUntil, [.. Named("old", old), ("factor", factor)]);

    public static Notice Removed(string factor, Visitor visitor, DateTimeOffset now, DateTimeOffset heldUntil) =>
        Changed("factor_removed", visitor, now, heldUntil, Named("factor", factor));

    public static Notice RecoveryCodesIssued(Visitor visitor, DateTimeOffset now) =>
        Changed("recovery_codes_issued", visitor, now, null);

    public static Notice QuestionsSet(Visitor visitor, DateTimeOffset now) =>
        Changed("questions_set", visitor, now, null);

    public static Message SecondFactorFailing(
        Settings settings, AccountId account, string to, Visitor visitor, DateTimeOffset now) =>
        CatalogueMessage.Of(
            settings, account, Channel.Email, to, "second_factor_failing", ("when", now), ("device", visitor.Device));

    public static Message FactorDisabled(Settings settings, AccountId account, string to, string name) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "factor_disabled", ("name", name));

    private static Notice Changed(
        string name, Visitor visitor, DateTimeOffset now, DateTimeOffset? heldUntil,
        params (string Name, object? Value)[] values)
    {
        object hold = heldUntil is { } until ? new Text("message.hold", ("until", until)) : "";
        return new(name, [.. values, ("when", now), ("device", visitor.Device), ("hold", hold)]);
    }

    // An email begins its sentence with the factor; a text message has the name of the service before the factor.
    private static (string Name, object? Value)[] Named(string name, string factor) =>
        [(name, factor), ($"{name}_in_sentence", char.ToLowerInvariant(factor[0]) + factor[1..])];
}
