
namespace Sparekey.Edges.Replies;

/// <summary>Repeats a step that lost its claim on a row because another request saved the row first.</summary>
public static class Retry
{
    /// <summary>Attempts at most. Our choice: five lost races in a row mean that something is wrong.</summary>
    public const int Attempts = 5;

    /// <summary>
    /// Runs the step again, from loading on, while it is refused with <see cref="Refusals.MovedOn"/>.
    /// </summary>
    /// <param name="atLast">The refusal after the last attempt; by default 503. Nothing was changed either way.</param>
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
    /// For a step that is not repeated: the refusal of a lost claim, and <paramref name="told"/> when the row moved on.
    /// </summary>
    public static Refusal WhenMoved(this Refusal lost, Refusal told) =>
        ReferenceEquals(lost, Refusals.MovedOn) ? told : lost;
}
