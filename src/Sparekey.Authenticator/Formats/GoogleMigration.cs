using System.Diagnostics;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>The parts of an export of Google Authenticator: one part on each line, in any order.</summary>
internal static class GoogleMigration
{
    /// <summary>
    /// The content of an unreadable part is unknown, so one unreadable part makes the whole file unreadable. If several
    /// exports are incomplete, the result names the missing parts of the first one.
    /// </summary>
    public static Reading Read(IReadOnlyList<string> lines)
    {
        Dictionary<(int Id, int Size), MigrationBatch> batches = [];
        foreach (var line in lines)
        {
            if (MigrationPayload.Parse(line) is not MigrationReading.Read { Part: var part })
                return Refuse(FileRefusal.Damaged);
            if (!batches.TryGetValue((part.BatchId, part.BatchSize), out var batch))
                batches.Add((part.BatchId, part.BatchSize), MigrationBatch.Of(part));
            else if (batch.Add(part) is MigrationGathering.AlreadyThere) Listing.Erase(part.Items.Select(ItemOf));
        }
        List<Item> items = [.. batches.Values.SelectMany(ItemsOf)];
        if (items.Count > ImportFile.MaximumEntries || lines.Count > ImportFile.MaximumEntries)
            return Refuse(FileRefusal.TooLarge);
        var incomplete = batches.Values.FirstOrDefault(batch => !batch.IsComplete);
        return new Reading.Read(Format.GoogleMigration, [], items) { MissingParts = incomplete?.Missing ?? [] };

        Reading.Refused Refuse(FileRefusal reason)
        {
            Listing.Erase(batches.Values.SelectMany(ItemsOf));
            return new Reading.Refused(Format.GoogleMigration, reason);
        }
    }

    private static IEnumerable<Item> ItemsOf(MigrationBatch batch) =>
        batch.Parts.SelectMany(part => part.Items.Select(ItemOf));

    private static Item ItemOf(MigrationItem item, int at) => item switch
    {
        MigrationItem.Accepted accepted => new Item.Accepted(new Entry { Otp = accepted.Uri }, accepted.Warnings),
        MigrationItem.Refused refused =>
            new Item.Refused(Draft.NameOf(refused.Issuer, refused.Account, at + 1), (EntryRefusal)refused.Reason),
        MigrationItem.Damaged => new Item.Refused(Draft.NameOf("", "", at + 1), EntryRefusal.Damaged),
        _ => throw new UnreachableException(),
    };
}
