using Sparekey.Server.Integration;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>The software of an integrator beside the server.</summary>
public static class Integration
{
    /// <summary>Adds an integrator as the operator would.</summary>
    /// <returns>Its API key.</returns>
    public static async Task<Integrators.Added> AddsIntegrator(this House house)
    {
        var reply = await house.Get<Integrators>().Add("The exchange", CancellationToken.None);
        return Assert.IsType<Sparekey.Edges.Replies.Reply<Integrators.Added>.Done>(reply).Value;
    }
}
