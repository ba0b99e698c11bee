
namespace Sparekey.Edges.Replies;

/// <summary>Repeats a step that lost its claim on a row because another request saved the row first.</summary>
public static class Retry
{
    /// <summary>Maximum number of attempts. Our choice: five lost claims in a row indicate a fault.</summary>
    public const int Attempts = 5;

    /// <summary>
    /// Runs the step, beginning with loading, and repeats it while it is refused with <see cref="Refusals.MovedOn"/>.
    /// </summary>
    /// <param name="atLast">The refusal after the last attempt; by default 503. Nothing was changed.</param>
    public static async Task<Reply<T>> WhileMoved<T>(Func<Task<Reply<T>>> step, Refusal? atLast = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await step();
            var moved = reply is Reply<T>.Refused refused && ReferenceEquals(refused.Why, Refusals.MovedOn);
            if (!moved) return reply;
            if (attempt == Attempts) return atLast ?? Refusals.MovedOn;
        }
    }

    /// <summary>
    /// For a step that is not repeated: <paramref name="moved"/> if another request saved the row first, otherwise the
    /// refusal itself.
    /// </summary>
    public static Refusal WhenMoved(this Refusal lost, Refusal moved) =>
        ReferenceEquals(lost, Refusals.MovedOn) ? moved : lost;
}
