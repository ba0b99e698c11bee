namespace Sparekey.Otp;

/// <summary>Collects the parts of one export, in any order.</summary>
public sealed class MigrationBatch
{
    private readonly SortedDictionary<int, MigrationPart> parts = [];

    private MigrationBatch(MigrationPart first) => (Id, Size) = (first.BatchId, first.BatchSize);

    /// <summary>The batch id, the same in every part.</summary>
    public int Id { get; }

    /// <summary>Number of parts of the whole export.</summary>
    public int Size { get; }

    /// <summary>Numbers of the missing parts, from 1.</summary>
    public IReadOnlyList<int> Missing =>
        [.. Enumerable.Range(0, Size).Where(index => !parts.ContainsKey(index)).Select(index => index + 1)];

    /// <summary>Whether no part is missing.</summary>
    public bool IsComplete => parts.Count == Size;

    /// <summary>The collected parts, ordered by number.</summary>
    public IReadOnlyCollection<MigrationPart> Parts => parts.Values;

    /// <summary>The entries of the collected parts, ordered by part number.</summary>
    public IReadOnlyList<MigrationItem> Items => [.. parts.Values.SelectMany(part => part.Items)];

    /// <summary>Starts a batch with one of its parts.</summary>
    /// <param name="first">Any part.</param>
    public static MigrationBatch Of(MigrationPart first)
    {
        var batch = new MigrationBatch(first);
        batch.parts.Add(first.BatchIndex, first);
        return batch;
    }

    /// <summary>Adds one part.</summary>
    /// <param name="part">Any part.</param>
    /// <returns>The outcome; only <see cref="MigrationGathering.Added"/> changes the batch.</returns>
    public MigrationGathering Add(MigrationPart part)
    {
        if (part.BatchId != Id || part.BatchSize != Size) return MigrationGathering.OfAnotherExport;
        return parts.TryAdd(part.BatchIndex, part) ? MigrationGathering.Added : MigrationGathering.AlreadyThere;
    }
}

/// <summary>Outcomes of <see cref="MigrationBatch.Add"/>.</summary>
public enum MigrationGathering
{
    /// <summary>The part was missing and is now in the batch.</summary>
    Added,

    /// <summary>The part was scanned before. This is no error.</summary>
    AlreadyThere,

    /// <summary>The part belongs to another export and was not added.</summary>
    OfAnotherExport,
}
