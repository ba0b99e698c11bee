using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// The responses of an endpoint to programs: type and status of a success, and its own problems. Problems that follow
/// from the access of the route are added in the OpenAPI document. The tests compare every recorded response with that
/// document.
/// </summary>
public sealed record Responses(Type Shape, int Status, IReadOnlyList<Problem> Problems)
{
    /// <typeparam name="T">The body of a success.</typeparam>
    public static Responses Of<T>(int status, params Problem[] problems) => new(typeof(T), status, problems);
}
