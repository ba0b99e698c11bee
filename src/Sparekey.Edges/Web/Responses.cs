using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// What a program may receive from an endpoint: the shape and status of a success, and the problems of its own.
/// Problems that every endpoint of its kind may return are added from the route's access. The OpenAPI document shows
/// them, and the tests hold every recorded response against them.
/// </summary>
public sealed record Responses(Type Shape, int Status, IReadOnlyList<Problem> Problems)
{
    /// <typeparam name="T">The body of a success.</typeparam>
    public static Responses Of<T>(int status, params Problem[] problems) => new(typeof(T), status, problems);
}
