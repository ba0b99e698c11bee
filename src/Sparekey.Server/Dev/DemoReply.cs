using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Dev;

/// <summary>The demo walks the way of a person; where that person would be refused, it stops with the reason.</summary>
internal static class DemoReply
{
    /// <param name="step">What was tried, as the beginning of a sentence.</param>
    /// <exception cref="StartException">It was refused.</exception>
    public static async Task<T> OrStop<T>(this Task<Reply<T>> reply, string step) => await reply switch
    {
        Reply<T>.Done done => done.Value,
        Reply<T>.Refused refused => throw new StartException(
            "The demo could not be added to this data folder. "
                + $"{step} was refused: {TextCatalogue.Of(refused.Why.Text)} Choose an empty folder with --data."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
