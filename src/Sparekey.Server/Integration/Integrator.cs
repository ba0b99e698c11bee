using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;

namespace Sparekey.Server.Integration;

/// <summary>A service that calls with an API key.</summary>
public sealed record Integrator(IntegratorId Id, string Name)
{
    public static ValueTask<Integrator?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(Integrator)] as Integrator);
}

/// <summary>
/// The API key of a request before it is looked up: the statement of the handler looks up the key together with
/// everything else.
/// </summary>
public sealed class ApiKey(string text)
{
    public string Text { get; } = text;

    public static ValueTask<ApiKey?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(ApiKey)] as ApiKey);

    public override string ToString() => "ApiKey(…)";
}
