using Sparekey.Edges.Crypto;

namespace Sparekey.Edges.Web;

/// <summary>
/// The token of a flow that the request carries. What it opens is decided by the slice, in the statement that charges
/// the attempt.
/// </summary>
public sealed class FlowToken(BearerToken token)
{
    public BearerToken Token { get; } = token;

    public static ValueTask<FlowToken?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(FlowToken)] as FlowToken);
}
