using System.Diagnostics;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// What becomes of each entry of a file that is imported: the same again changes nothing, also where the file itself
/// has it twice.
/// </summary>
internal static class Intake
{
    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Entry">Its key goes to the vault.</param>
        public sealed record Added(Entry Entry, IReadOnlyList<OtpAuthWarning> Warnings) : Outcome;

        /// <param name="Renamed">What its owner calls it in the vault; null where the name is the same.</param>
        public sealed record AlreadyThere(Entry Entry, OtpAuthUri? Renamed) : Outcome;

        public sealed record LeftOut(string Name, EntryRefusal Reason) : Outcome;
    }

    /// <summary>
    /// A key that the vault has under another name is there already: an older backup would bring its old name back, and
    /// an old counter with it.
    /// </summary>
    /// <param name="alsoRenamed">It is added nevertheless.</param>
    /// <returns>One outcome for each item, in their order.</returns>
    public static IReadOnlyList<Outcome> Plan(IReadOnlyList<AegisEntry> kept, IReadOnlyList<Item> items,
        bool alsoRenamed = false)
    {
        // By name first: comparing each with each would take minutes for ten thousand.
        var known = kept.Select(entry => entry.Entry.Otp).GroupBy(Name)
            .ToDictionary(group => group.Key, group => group.ToList());
        var keys = kept.Select(entry => entry.Entry.Otp).ToLookup(KeyHash);
        return [.. items.Select<Item, Outcome>(item =>
        {
            switch (item)
            {
                case Item.Refused refused: return new Outcome.LeftOut(refused.Name, refused.Reason);
                case Item.Accepted accepted:
                    var otp = accepted.Entry.Otp;
                    if (!known.TryGetValue(Name(otp), out var others)) known.Add(Name(otp), others = []);
                    if (others.Exists(other => other.IsSameAs(otp)))
                        return new Outcome.AlreadyThere(accepted.Entry, null);
                    if (!alsoRenamed
                        && keys[KeyHash(otp)].FirstOrDefault(other => other.MakesTheCodesOf(otp)) is { } renamed)
                        return new Outcome.AlreadyThere(accepted.Entry, renamed);
                    others.Add(otp);
                    return new Outcome.Added(accepted.Entry, accepted.Warnings);
                default: throw new UnreachableException();
            }
        })];
    }

    private static (OtpKind, string, string) Name(OtpAuthUri otp) => (otp.Kind, otp.Issuer, otp.Account);

    // Of this process alone: HashCode has a random seed.
    private static int KeyHash(OtpAuthUri otp)
    {
        var hash = new HashCode();
        hash.AddBytes(otp.Key.Bytes);
        return hash.ToHashCode();
    }
}
