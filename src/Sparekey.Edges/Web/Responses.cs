using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// The responses of an endpoint to programs: type and status of a success, and its own problems.
/// <see cref="DeclaredProblems"/> adds the problems of the layers in front. The OpenAPI document lists them, and every
/// test compares the responses of its server with them.
/// </summary>
public sealed record Responses(Type Shape, int Status, IReadOnlyList<Problem> Problems)
{
    /// <typeparam name="T">The body of a success.</typeparam>
    public static Responses Of<T>(int status, params Problem[] problems) => new(typeof(T), status, problems);
}
