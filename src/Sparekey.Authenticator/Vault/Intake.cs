using System.Diagnostics;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>What becomes of each entry of a file that is imported: the same again changes nothing, also where the file itself has it twice.</summary>
internal static class Intake
{
    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Entry">Its key goes to the vault.</param>
        public sealed record Added(Entry Entry, IReadOnlyList<OtpAuthWarning> Warnings) : Outcome;

        public sealed record AlreadyThere(Entry Entry) : Outcome;

        public sealed record LeftOut(string Name, EntryRefusal Reason) : Outcome;
    }

    /// <returns>One outcome for each item, in their order.</returns>
    public static IReadOnlyList<Outcome> Plan(IReadOnlyList<AegisEntry> kept, IReadOnlyList<Item> items)
    {
        // By name first: comparing each with each would take minutes for ten thousand.
        var known = kept.Select(entry => entry.Entry.Otp).GroupBy(Name).ToDictionary(group => group.Key, group => group.ToList());
        return [.. items.Select<Item, Outcome>(item =>
        {
            switch (item)
            {
                case Item.Refused refused: return new Outcome.LeftOut(refused.Name, refused.Reason);
                case Item.Accepted accepted:
                    var otp = accepted.Entry.Otp;
                    if (!known.TryGetValue(Name(otp), out var others)) known.Add(Name(otp), others = []);
                    if (others.Exists(other => other.IsSameAs(otp))) return new Outcome.AlreadyThere(accepted.Entry);
                    others.Add(otp);
                    return new Outcome.Added(accepted.Entry, accepted.Warnings);
                default: throw new UnreachableException();
            }
        })];
    }

    private static (OtpKind, string, string) Name(OtpAuthUri otp) => (otp.Kind, otp.Issuer, otp.Account);
}
