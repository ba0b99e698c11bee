using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Dev;

/// <summary>The demo uses the use cases as a person does; a refusal stops the demo with the reason.</summary>
internal static class DemoReply
{
    /// <param name="step">The step, as the beginning of a sentence.</param>
    /// <exception cref="StartException">The step was refused.</exception>
    public static async Task<T> OrStop<T>(this Task<Reply<T>> reply, string step) => await reply switch
    {
        Reply<T>.Done done => done.Value,
        Reply<T>.Refused refused => throw new StartException(
            "The demo could not be added to this data folder. "
                + $"{step} was refused: {TextCatalogue.Of(refused.Why.Text)} Choose an empty folder with --data."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
