using Sparekey.Edges.Storage.Postgres;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Failover;

namespace Sparekey.Server.Tests.Operations;

public sealed class PostgresKeepsTests
{
    private const string One = "Host=db";
    private const string Pair = "Host=db1,db2";

    [Theory]
    [InlineData("on", "", 0, One, "Fine What PostgreSQL acknowledges is on its disk (")]
    [InlineData("on", "ANY 1 (b)", 1, Pair,
        "Fine What PostgreSQL acknowledges is on its disk and on that of its standby (")]
    [InlineData("on", "ANY 1 (b)", 0, Pair,
        "Wrong PostgreSQL waits for a standby (synchronous_standby_names is ANY 1 (b)) and none is connected: "
            + "no change is acknowledged.")]
    [InlineData("on", "", 1, One,
        "Note PostgreSQL does not wait for its standby (synchronous_standby_names is empty):")]
    [InlineData("on", "", 0, Pair,
        "Note PostgreSQL does not wait for its standby (synchronous_standby_names is empty):")]
    [InlineData("local", "ANY 1 (b)", 1, Pair, "Note synchronous_commit is local:")]
    [InlineData("off", "ANY 1 (b)", 1, Pair, "Wrong PostgreSQL runs with synchronous_commit off:")]
    public void SaysWhatOutlivesTheMachine(string commit, string waitsFor, long standbys, string address, string said)
    {
        var findings = PostgresKeeps.Of(setting => setting switch { "synchronous_commit" => commit,
            "synchronous_standby_names" => waitsFor, _ =>
                "on" }, standbys, PostgresAddress.Parse(address));

        Assert.StartsWith(said, findings.Select(finding => $"{finding.Verdict} {finding.Text}").First());
    }
}
