using Npgsql;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;

namespace Sparekey.Server.Tests.Edges.Storage;

public sealed class PostgresAddressTests
{
    [Fact]
    public void LooksForTheServerThatTakesChanges_AmongSeveral()
    {
        var address = PostgresAddress.Parse(
            "Host=db1:5433,db2;Database=sparekey;Username=sparekey;SSL Mode=VerifyFull");
        var filled = new NpgsqlConnectionStringBuilder(address.Pooled(Database.PatienceOfRequests));

        Assert.Equal(["db1:5433", "db2"], address.Hosts);
        Assert.Equal("PostgreSQL at db1:5433 or db2, database sparekey, user sparekey", address.Description);
        Assert.Equal("read-write", filled.TargetSessionAttributes);
        // Even when neither host answers, the request is answered in time.
        Assert.InRange(filled.Timeout * address.Hosts.Count, 1, Database.PatienceOfRequests.TotalSeconds);
    }

    [Fact]
    public void LeavesWhatTheOperatorChose()
    {
        var filled = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(
            "Host=db1,db2;Target Session Attributes=primary;Timeout=7;Host Recheck Seconds=3")
                .Pooled(Database.PatienceOfRequests));

        Assert.Equal(("primary", 7, 3), (filled.TargetSessionAttributes, filled.Timeout, filled.HostRecheckSeconds));
    }

    [Fact]
    public void LetsThreeNodesIntoWhatAPostgresqlAllowsByItself()
    {
        var address = PostgresAddress.Parse("Host=db1");

        Assert.Equal(24, new NpgsqlConnectionStringBuilder(address.Pooled(Database.PatienceOfRequests)).MaxPoolSize);
        Assert.InRange(3 * address.MostConnections, 1, 97);
    }

    [Theory]
    [InlineData("Maximum Pool Size=7", 7)]
    [InlineData("MaxPoolSize=7", 7)]
    [InlineData("Minimum Pool Size=50", 50)]
    public void OpensAsManyConnectionsAsTheOperatorChose(string chosen, int most) =>
        Assert.Equal(most,
            new NpgsqlConnectionStringBuilder(
                PostgresAddress.Parse($"Host=db1;{chosen}").Pooled(Database.PatienceOfRequests)).MaxPoolSize);

    [Theory]
    [InlineData("Host=127.0.0.1:5001,127.0.0.1:5002", false)]
    [InlineData("Host=/run/postgresql", false)]
    [InlineData("Host=::1", false)]
    [InlineData("Host=localhost,db2", true)]
    [InlineData("Host=db1,db2;SSL Mode=Require", true)]
    [InlineData("Host=db1,db2;SSL Mode=VerifyFull", false)]
    public void KnowsWhatCrossesInTheOpen(string setting, bool open) =>
        Assert.Equal(open, PostgresAddress.Parse(setting).CrossesInTheOpen);
}
