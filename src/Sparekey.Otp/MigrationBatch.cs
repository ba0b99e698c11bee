namespace Sparekey.Otp;

/// <summary>Parts of one export, gathered in any order.</summary>
public sealed class MigrationBatch
{
    private readonly SortedDictionary<int, MigrationPart> parts = [];

    private MigrationBatch(MigrationPart first) => (Id, Size) = (first.BatchId, first.BatchSize);

    /// <summary>The same in every part.</summary>
    public int Id { get; }

    /// <summary>Parts that there are in all.</summary>
    public int Size { get; }

    /// <summary>Numbers of the parts that are not here yet, from 1, as people count.</summary>
    public IReadOnlyList<int> Missing =>
        [.. Enumerable.Range(0, Size).Where(index => !parts.ContainsKey(index)).Select(index => index + 1)];

    /// <summary>Whether no part is missing.</summary>
    public bool IsComplete => parts.Count == Size;

    /// <summary>The parts that are here, by their numbers.</summary>
    public IReadOnlyCollection<MigrationPart> Parts => parts.Values;

    /// <summary>The entries of the parts that are here, in the order of the parts' numbers.</summary>
    public IReadOnlyList<MigrationItem> Items => [.. parts.Values.SelectMany(part => part.Items)];

    /// <summary>Begins with whichever part comes first.</summary>
    /// <param name="first">Any part.</param>
    public static MigrationBatch Of(MigrationPart first)
    {
        var batch = new MigrationBatch(first);
        batch.parts.Add(first.BatchIndex, first);
        return batch;
    }

    /// <summary>Takes one more part.</summary>
    /// <param name="part">Any part.</param>
    /// <returns>What it was; nothing changes but for <see cref="MigrationGathering.Added"/>.</returns>
    public MigrationGathering Add(MigrationPart part)
    {
        if (part.BatchId != Id || part.BatchSize != Size) return MigrationGathering.OfAnotherExport;
        return parts.TryAdd(part.BatchIndex, part) ? MigrationGathering.Added : MigrationGathering.AlreadyThere;
    }
}

/// <summary>What a part was to those gathered before.</summary>
public enum MigrationGathering
{
    /// <summary>One that was missing.</summary>
    Added,

    /// <summary>Scanned twice: no error.</summary>
    AlreadyThere,

    /// <summary>Of another export, so it was not mixed in.</summary>
    OfAnotherExport,
}
