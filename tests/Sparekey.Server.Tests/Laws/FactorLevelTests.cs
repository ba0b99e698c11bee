using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 8: removing, replacing and adding factors requires the level of the account's factors. Law 1: their secrets are
/// never shown again.
/// </summary>
public sealed class FactorLevelTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    public static TheoryData<string, string> Changes => new()
    {
        { "POST", "/v1/account/authenticators" },
        { "POST", "/v1/account/authenticators/{id}/confirm" },
        { "POST", "/v1/account/phones" },
        { "POST", "/v1/account/phones/{id}/codes" },
        { "POST", "/v1/account/phones/{id}/confirm" },
        { "DELETE", "/v1/account/factors/{id}" },
        { "POST", "/v1/account/recovery-codes" },
        { "PUT", "/v1/account/security-questions" },
        { "POST", "/v1/account/unfreeze" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Refuses_WhenSessionHasThePasswordOnly(string method, string path)
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE sessions SET acr = 'urn:sparekey:aal1' WHERE account_id = @AccountId", new { person.AccountId }),
                CancellationToken.None);

        var reply = await _house.Send(new HttpMethod(method), path.Replace("{id}", app.FactorId),
            new { name = "x", number =
                "+84912345677" }, person.Session);

        Assert.Equal((403, "step_up_required"), (reply.Status, reply.Code));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Refuses_WhenSignInIsNotFresh(string method, string path)
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        _house.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        var reply = await _house.Send(new HttpMethod(method), path.Replace("{id}", app.FactorId), new { name = "x" },
            person.Session);

        Assert.Equal((403, "step_up_required"), (reply.Status, reply.Code));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Refuses_WhenNobodyIsSignedIn(string method, string path) =>
        Assert.Equal(401,
            (await _house.Send(new HttpMethod(method), path.Replace("{id}", Guid.Empty.ToString("N")), new { },
                new string('a', 60))).Status);

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Refuses_WhenAccountIsFrozen(string method, string path)
    {
        if (path.EndsWith("unfreeze", StringComparison.Ordinal)) return;   // the only change that is left
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        await person.IsFrozen();

        var reply = await _house.Send(new HttpMethod(method), path.Replace("{id}", app.FactorId),
            new { name = "x", number =
                "+84912345677", code = "123456", channel = "sms" }, person.Session);

        Assert.Equal((423, "account_frozen"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task NoSecretComesBack()
    {
        var person = await Person.Opens(_house);
        var app = await person.SetsUpAuthenticator();
        await person.ConfirmsPhone();
        var codes = await person.MakesRecoveryCodes();
        var answers = await person.AnswersQuestions();
        await person.SetsUpAuthenticator("Other");
        List<string> secrets = [app.BackupKey, app.BackupKey.Replace(" ", ""), Journeys.Factors.Number, "Okafor",
            "okafor", .. codes, .. codes.Select(c => c.Replace("-", "")), .. answers.Values];

        var shown = (await person.LooksAtAccount()).Raw + (await _house.Get("/v1/account/activity", person.Session)).Raw
            + (await _house.Get(
                "/v1/security-questions", person.Session)).Raw;
        var mail = string.Join('\n', (await _house.Inbox(person.Email)).Select(m => m.Subject + m.Text));
        var events = string.Join('\n', await _house.Database.List<string>(
            "SELECT kind || coalesce(subject, '') || coalesce(details, '') || coalesce(device, '') FROM audit_events",
            null, CancellationToken.None));

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown + mail + events, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_house.Settings.Data, "sparekey.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var stored = await reader.ReadToEndAsync();
            Assert.All(secrets.Where(s => s.All(char.IsAscii)),
                secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        }
    }
}
