using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Holds;

/// <summary>A server with one holder and one integrator: the start of every test of an integrator's call.</summary>
public abstract class IntegratorTest : IAsyncLifetime
{
    protected House House { get; private set; } = null!;

    protected Person Holder { get; private set; } = null!;

    /// <summary>The integrator's API key.</summary>
    protected string Key { get; private set; } = "";

    public async Task InitializeAsync()
    {
        House = await House.Open();
        Holder = await Person.Opens(House);
        Key = (await House.AddsIntegrator()).Key;
    }

    public async Task DisposeAsync() => await House.DisposeAsync();
}
