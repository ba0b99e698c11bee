using Sparekey.Edges.Crypto;

namespace Sparekey.Edges.Web;

/// <summary>
/// The token of a flow in the request. The slice looks for the flow, in the statement that charges the attempt.
/// </summary>
public sealed class FlowToken(BearerToken token)
{
    public BearerToken Token { get; } = token;

    public static ValueTask<FlowToken?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(FlowToken)] as FlowToken);
}
