
namespace Sparekey.Edges.Replies;

/// <summary>Repeats a step that lost its claim on a row because another request saved the row first.</summary>
public static class Retry
{
    /// <summary>Attempts at most. Our choice: five lost races in a row mean that something is wrong.</summary>
    public const int Attempts = 5;

    /// <summary>
    /// Runs the step again, from loading on, while it is refused with <see cref="Refusals.MovedOn"/>.
    /// </summary>
    /// <returns>The first other reply, or the last refusal: 503, nothing was changed.</returns>
    public static async Task<Reply<T>> WhileMoved<T>(Func<Task<Reply<T>>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await step();
            var moved = reply is Reply<T>.Refused refused && ReferenceEquals(refused.Why, Refusals.MovedOn);
            if (!moved || attempt == Attempts) return reply;
        }
    }
}
