using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Factors;
using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

/// <summary>
/// A wrong code during a set-up is charged and recorded in the history, also when the caller hangs up after the code
/// was judged.
/// </summary>
public sealed class RefusedConfirmationTests : IAsyncLifetime
{
    private static readonly Visitor Visitor = new("Firefox on Linux", "127.0.0.0/24");
    private readonly CancellationTokenSource _line = new();
    private readonly Overlap _overlap = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(heard: _overlap.Hear);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IsRecordedWithItsCharge_OfAnAuthenticator(bool hangsUp)
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        var holder = await HolderOf(person);
        if (hangsUp) HangsUp();

        var reply = await _house.Get<ConfirmAuthenticator>()
            .Run(holder, app.FactorId, new(app.WrongCode()), Visitor, _line.Token);

        Assert.Equal(("wrong_code", hangsUp), (CodeOf(reply), _line.IsCancellationRequested));
        Assert.Equal(1, await Count(
            "SELECT failures FROM attempts WHERE account_id = @account AND subject = @subject", person,
            $"factor:{app.FactorId}"));
        Assert.Equal(1, await Events(person, app.FactorId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IsRecordedWithItsCharge_OfAPhone(bool hangsUp)
    {
        var person = await Person.Opens(_house);
        var phone = (await _house.Post("/v1/account/phones", new { number = Journeys.Factors.Number },
            person.Session)).Text("factor_id");
        var holder = await HolderOf(person);
        if (hangsUp) HangsUp();

        var reply = await _house.Get<ConfirmPhone>().Run(holder, phone, new("not it"), Visitor, _line.Token);

        Assert.Equal(("wrong_code", hangsUp), (CodeOf(reply), _line.IsCancellationRequested));
        Assert.Equal(1, await Count(
            "SELECT tries FROM codes WHERE account_id = @account AND purpose = 'phone' AND binding = @subject", person,
            phone));
        Assert.Equal(1, await Events(person, phone));
    }

    // As when the database restarts before the charge was on disk.
    [Fact]
    public async Task IsNeitherToldNorRecorded_WhenItsChargeIsForgottenMeanwhile()
    {
        var person = await Person.Opens(_house);
        var app = await person.BeginsAuthenticator();
        _overlap.Before("INSERT INTO audit_events", async () => Assert.Null(await _house.Database.Commit(
            Change.Of(person.Id()).Add("DELETE FROM attempts WHERE account_id = @account",
                new { account = person.Id() }), CancellationToken.None)));

        var reply = await _house.Get<ConfirmAuthenticator>()
            .Run(await HolderOf(person), app.FactorId, new(app.WrongCode()), Visitor, CancellationToken.None);

        Assert.Equal("unavailable", CodeOf(reply));
        Assert.Equal(0, await Events(person, app.FactorId));
    }

    // From here on, the caller hangs up when an event is about to be recorded.
    private void HangsUp() => _overlap.Before("INSERT INTO audit_events", () => _line.CancelAsync());

    private async Task<Holder> HolderOf(Person person) =>
        (await _house.Get<SessionStore>().Find(person.Session, CancellationToken.None))!;

    private Task<long> Events(Person person, string factor) => Count(
        $"SELECT COUNT(*) FROM audit_events WHERE account_id = @account AND subject = @subject "
            + $"AND kind = '{EventKind.FactorConfirmationRefused}'", person, factor);

    private Task<long> Count(string sql, Person person, string subject) => _house.Database.One<long>(
        sql, new { account = person.Id(), subject }, CancellationToken.None);

    private static string CodeOf(Reply<Nothing> reply) => Assert.IsType<Reply<Nothing>.Refused>(reply).Why.Code;
}
