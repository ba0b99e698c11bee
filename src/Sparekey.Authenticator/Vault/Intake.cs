using System.Diagnostics;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// Decides for each entry of an imported file what happens to it. An entry that is already in the vault, or twice in
/// the file, is added only once.
/// </summary>
internal static class Intake
{
    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Entry">The vault becomes the owner of its key.</param>
        public sealed record Added(Entry Entry, IReadOnlyList<OtpAuthWarning> Warnings) : Outcome;

        /// <param name="Renamed">The entry of the vault under another name; null if the name is the same.</param>
        public sealed record AlreadyThere(Entry Entry, OtpAuthUri? Renamed) : Outcome;

        public sealed record LeftOut(string Name, EntryRefusal Reason) : Outcome;
    }

    /// <summary>
    /// A key that the vault has under another name counts as already there. Otherwise an older backup would bring back
    /// the old name, and an old counter with it.
    /// </summary>
    /// <param name="alsoRenamed">True: adds such a key under its second name too.</param>
    /// <returns>One outcome for each item, in the order of the items.</returns>
    public static IReadOnlyList<Outcome> Plan(IReadOnlyList<AegisEntry> kept, IReadOnlyList<Item> items,
        bool alsoRenamed = false)
    {
        // Grouped by name, because comparing every pair would take minutes for ten thousand entries.
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

    // Valid in this process only, because HashCode has a random seed.
    private static int KeyHash(OtpAuthUri otp)
    {
        var hash = new HashCode();
        hash.AddBytes(otp.Key.Bytes);
        return hash.ToHashCode();
    }
}
