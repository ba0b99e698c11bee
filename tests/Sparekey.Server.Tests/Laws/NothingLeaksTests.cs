using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sparekey.Otp;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 1: one long life of an account, observed from all sides. Every secret is in the one response that must carry it,
/// and nowhere else.
/// </summary>
public sealed class NothingLeaksTests : IAsyncLifetime
{
    // These calls return the holder's own address, or the label of an otpauth address.
    private static readonly string[] MayNameTheAddress = ["/v1/account", "/v1/account/authenticators",
        "/v1/staff/set-up"];

    private readonly Wire _wire = new();
    private readonly LogBook _log = new();
    private House _house = null!;

    public async Task InitializeAsync() =>
        _house = await House.Open(wire: _wire,
            logging: log => log.AddProvider(_log).SetMinimumLevel(LogLevel.Trace)
                .AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(null, LogLevel.None));

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task EverySecretStandsInItsOwnAnswerOnly()
    {
        var document = await LivesALife();
        var secrets = Secrets.SeenOn(_wire);
        foreach (var (message, link) in (await _house.Get<Sparekey.Edges.Delivery.FileSender>()
                .Inbox(null, CancellationToken.None)).SelectMany(m => Regex.Matches(m.Text,
            "token=([A-Za-z0-9_-]+)").Select(l => (m, l.Groups[1].Value))))
            secrets.Add(new Secret($"link to {message.To}", link, null));
        foreach (var name in (string[])["password", "code", "captcha_token", "token", "answer", "number", "email",
            "address",
            "document_number", "registration", "sign_in", "recovery", "resume_code", "backup_key", "codes", "bearer"])
            Assert.Contains(secrets, s => s.Name == name);

        var values = await _house.TextValues();
        Assert.True(_log.Lines.Count > 100 && values.Count > 500);
        List<(string Name, byte[] Bytes)> needles = [
            ("document", document),
            ("name on the document", "Nguyen Thi An"u8.ToArray()),
        ];
        foreach (var secret in secrets.Where(s => s.IsLong))
            needles.AddRange([
                (secret.Name, Encoding.UTF8.GetBytes(secret.Text)),
                (secret.Name, Encoding.UTF8.GetBytes(secret.Text.ToLowerInvariant())),
            ]);
        foreach (var key in secrets.Where(s => s.Name == "backup_key")) needles.Add(("seed", Seed(key.Text)));

        string[] leaks =
        [
            .. InAnswers(secrets),
            .. from exchange in _wire.Exchanges
                from secret in secrets
                where secret.IsIn(Uri.UnescapeDataString(exchange.Url))
                select $"{secret.Name} in {exchange.Url}",
            .. from line in _log.Lines.Distinct()
                from secret in secrets
                where secret.IsIn(line)
                select $"{secret.Name} in the log: {line}",
            .. from value in values from secret in secrets where secret.IsIn(value) select $"{secret.Name} in {value}",
            .. from file in await _house.Files()
                from needle in needles
                where file.AsSpan().IndexOf(needle.Bytes) >= 0
                select $"{needle.Name} in the database file",
        ];

        Assert.True(leaks.Length == 0,
            string.Join('\n', leaks.Take(20).Select(leak => leak[..Math.Min(leak.Length, 400)])));
    }

    private IEnumerable<string> InAnswers(List<Secret> secrets)
    {
        foreach (var exchange in _wire.Exchanges)
        {
            var text = exchange.Text;
            foreach (var secret in secrets.Where(s => s.Born != exchange && s.IsIn(text)))
            {
                // The response that issued the secret is left out above. These calls return an address on purpose.
                if (secret.Name is "email" or "address" && MayNameTheAddress.Contains(exchange.Path)) continue;
                yield return $"{secret.Name} in {exchange.Method} {exchange.Url}: {text}";
            }
        }
    }

    private static byte[] Seed(string backupKey) =>
        OtpKey.TryParse(backupKey, out var key) ? key.Bytes.ToArray() : throw new Xunit.Sdk.XunitException(
            "A backup key that is none.");

    /// <returns>A run of bytes of the submitted document.</returns>
    private async Task<byte[]> LivesALife()
    {
        var integrator = await _house.AddsIntegrator();
        var (first, second) = (await Reviewer.SetsUp(_house), await Reviewer.SetsUp(_house));
        var (person, app) = await Resets.WithEverything(_house);
        Assert.Equal(200, (await _house.Get($"/v1/accounts/{person.AccountId}/holds", integrator.Key)).Status);
        await person.SignsInWith(app);
        var codes = await person.MakesRecoveryCodes();
        var spare = (await person.LooksAtAccount())["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == "recovery_code")!["factor_id"]!
            .GetValue<string>();
        await person.SignsInWith(spare, codes[0]);
        await person.HandsInIdentity();
        await first.Claims(await person.Verification());
        Assert.Equal(200, (await first.AcceptsIdentity(await person.Verification())).Status);

        // Mistakes, since error messages are most likely to repeat input.
        Assert.Equal(401, (await person.BeginsSignIn("not my password at all")).Status);
        Assert.Equal(401, (await _house.Get("/v1/account", new string('A', 64))).Status);
        Assert.Equal("wrong_code",
            (await _house.Answers(await person.ReachesSecondStep(), app.FactorId, app.WrongCode())).Code);
        Assert.Equal(202,
            (await _house.Post("/v1/registrations",
                new
                {
                    email = person.Email, password = Person.GoodPassword,
                    captcha_token = await _house.SolvedCaptcha(Sparekey.Server.Captcha.CaptchaPurpose.Registration),
                })).Status);

        var reset = await person.OpensReset(app);
        var resumed = await _house.Post("/v1/recoveries/resume", new { resume_code = reset.ResumeCode });
        (reset.Token, reset.ResumeCode) = (resumed.Text("recovery"), resumed.Text("resume_code"));
        Assert.Equal(200, (await reset.Chooses("authenticator", "phone", "email", "recovery_code")).Status);
        await reset.MeetsEverything();
        Assert.Equal("in_review", (await reset.Submits()).Text("state"));
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var reviewer in (Reviewer[])[first, second])
        {
            if ((await reviewer.Queue()).Status == 401) await reviewer.SignsIn();
            var id = (await reviewer.Queue("?kind=recovery"))["cases"]!.AsArray()[0]!["case_id"]!.GetValue<string>();
            await reviewer.Claims(id);
            Assert.Equal(200, (await reviewer.Views(id)).Status);
            Assert.Equal(200, (await reviewer.Approves(id)).Status);
        }
        await reset.TimePasses(TimeSpan.FromHours(72));
        Assert.Equal("completed", await reset.State());
        await _house.Inbox(person.Email);
        var again = new Person(_house, reset.NewEmail);
        Assert.Equal(200, (await again.BeginsSignIn()).Status);
        return Pictures.Png().AsSpan(33, 48).ToArray();
    }
}
