using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>Parts of Google Authenticator's export, one a line, in any order.</summary>
internal static class GoogleMigration
{
    /// <summary>What a part that cannot be read held is not known, so it spoils the whole.</summary>
    public static Reading Read(IReadOnlyList<string> lines)
    {
        Dictionary<(int Id, int Size), MigrationBatch> batches = [];
        List<Item> others = [];
        foreach (var (at, line) in lines.Index())
        {
            if (!line.Begins(Lines.Migration))
            {
                others.Add(Lines.Read(line, at + 1));
                continue;
            }
            if (MigrationPayload.Parse(line) is not MigrationReading.Read { Part: var part }) return Refuse(FileRefusal.Damaged);
            if (batches.TryGetValue((part.BatchId, part.BatchSize), out var batch)) batch.Add(part);
            else batches.Add((part.BatchId, part.BatchSize), MigrationBatch.Of(part));
        }
        List<Item> items = [.. batches.Values.SelectMany(ItemsOf), .. others];
        if (items.Count > ImportFile.MaximumEntries || batches.Values.Sum(batch => batch.Size) > MigrationPayload.MaximumParts) return Refuse(FileRefusal.TooLarge);
        return new Reading.Read(Format.GoogleMigration, [], items) { MissingParts = [.. batches.Values.SelectMany(batch => batch.Missing)] };

        Reading.Refused Refuse(FileRefusal reason)
        {
            Listing.Forget(batches.Values.SelectMany(ItemsOf).Concat(others));
            return new Reading.Refused(Format.GoogleMigration, reason);
        }
    }

    private static IEnumerable<Item> ItemsOf(MigrationBatch batch) => batch.Parts.SelectMany(part => part.Items.Select(ItemOf));

    private static Item ItemOf(MigrationItem item, int at) => item switch
    {
        MigrationItem.Accepted accepted => new Item.Accepted(new Entry { Otp = accepted.Uri }, accepted.Warnings),
        MigrationItem.Refused refused => new Item.Refused(Draft.NameOf(refused.Issuer, refused.Account, at + 1), (EntryRefusal)refused.Reason),
        MigrationItem.Damaged => new Item.Refused(Draft.NameOf("", "", at + 1), EntryRefusal.Damaged),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
