using System.Buffers.Binary;
using System.Security.Cryptography;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>An authenticator app of the test's own: RFC 6238 computed without the product's code.</summary>
public sealed class App(House house, string factorId, string backupKey)
{
    public string FactorId { get; } = factorId;
    public string BackupKey { get; } = backupKey;

    /// <summary>The code of now, or of a number of steps later or earlier.</summary>
    public string Code(int steps = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, house.Clock.GetUtcNow().ToUnixTimeSeconds() / 30 + steps);
        var mac = HMACSHA1.HashData(Decode(BackupKey), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6");
    }

    /// <summary>A code that belongs to no step near now.</summary>
    public string WrongCode()
    {
        var near = Enumerable.Range(-3, 7).Select(step => Code(step)).ToHashSet();
        return Enumerable.Range(0, 10)
            .Select(digit => new string((char)('0' + digit), 6))
            .First(code => !near.Contains(code));
    }

    private static byte[] Decode(string text)
    {
        var bits = string.Concat(text.Replace(" ", "")
            .Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}

/// <summary>Setting up factors and signing in with them.</summary>
public static class Factors
{
    public const string Number = "+84912345621";

    /// <summary>Sets up an authenticator and moves the clock one step on, so that the next code is new.</summary>
    public static async Task<App> SetsUpAuthenticator(this Person person, string name = "Pixel", App? replaces = null)
    {
        var app = await person.BeginsAuthenticator(name, replaces);
        var confirmed = await person.House.Post($"/v1/account/authenticators/{app.FactorId}/confirm",
            new { code = app.Code() }, person.Session);
        Assert.Equal(200, confirmed.Status);
        person.House.Clock.Advance(TimeSpan.FromSeconds(30));
        return app;
    }

    /// <summary>Gets a key without confirming it.</summary>
    public static async Task<App> BeginsAuthenticator(this Person person, string name = "Pixel", App? replaces = null)
    {
        var begun = await person.House.Post("/v1/account/authenticators", new { name, replaces = replaces?.FactorId },
            person.Session);
        Assert.Equal(201, begun.Status);
        return new App(person.House, begun.Text("factor_id"), begun.Text("backup_key"));
    }

    /// <returns>The phone's factor id.</returns>
    public static async Task<string> ConfirmsPhone(this Person person, string number = Number)
    {
        var begun = await person.House.Post("/v1/account/phones", new { number }, person.Session);
        Assert.Equal(201, begun.Status);
        var confirmed = await person.House.Post($"/v1/account/phones/{begun.Text("factor_id")}/confirm",
            new { code = await person.House.CodeSentTo(number) }, person.Session);
        Assert.Equal(200, confirmed.Status);
        return begun.Text("factor_id");
    }

    /// <returns>The ten codes as they are shown.</returns>
    public static async Task<List<string>> MakesRecoveryCodes(this Person person)
    {
        var made = await person.House.Post("/v1/account/recovery-codes", null, person.Session);
        Assert.Equal(201, made.Status);
        return [.. made["codes"]!.AsArray().Select(code => code!.GetValue<string>())];
    }

    /// <summary>Chooses three questions. Answers: blue whale, Ms Okafor, Hue.</summary>
    /// <returns>Question id to answer.</returns>
    public static async Task<Dictionary<string, string>> AnswersQuestions(this Person person)
    {
        var answers = new Dictionary<string, string> { ["first_toy"] = "Blue Whale", ["first_teacher"] = "Ms Okafor",
            ["grandparents_town"] =
                "Huế" };
        var set = await person.House.Put("/v1/account/security-questions",
            new { answers = answers.Select(a => new { question_id = a.Key, answer = a.Value }) }, person.Session);
        Assert.Equal(200, set.Status);
        return answers;
    }

    /// <summary>Email, password and captcha, for an account that has a second factor.</summary>
    /// <returns>The token of the sign-in.</returns>
    public static async Task<string> ReachesSecondStep(this Person person)
    {
        var begun = await person.BeginsSignIn();
        Assert.Equal((200, "second_factor"), (begun.Status, begun["state"]?.GetValue<string>()));
        return begun.Text("sign_in");
    }

    /// <summary>A complete sign-in with this factor and code; its session becomes the person's newest.</summary>
    public static async Task SignsInWith(this Person person, string factorId, string code)
    {
        var answered = await person.House.Post("/v1/sign-in/answers", new { factor_id = factorId, code },
            await person.ReachesSecondStep());
        Assert.Equal(200, answered.Status);
        person.Session = answered["session"]!["token"]!.GetValue<string>();
    }

    /// <summary>A complete sign-in with the app's present code; the clock moves one step on.</summary>
    public static async Task SignsInWith(this Person person, App app)
    {
        await person.SignsInWith(app.FactorId, app.Code());
        person.House.Clock.Advance(TimeSpan.FromSeconds(30));
    }

    public static async Task SignsInWithPhone(this Person person, string factorId, string number = Number)
    {
        var signIn = await person.ReachesSecondStep();
        Assert.Equal(202,
            (await person.House.Post("/v1/sign-in/codes", new
            {
                factor_id = factorId, channel = "sms",
            }, signIn)).Status);
        var answered = await person.House.Post("/v1/sign-in/answers",
            new { factor_id = factorId, code = await person.House.CodeSentTo(number) }, signIn);
        Assert.Equal(200, answered.Status);
        person.Session = answered["session"]!["token"]!.GetValue<string>();
    }

    /// <summary>The account as the person sees it.</summary>
    public static Task<House.Reply> LooksAtAccount(this Person person) =>
        person.House.Get("/v1/account", person.Session);

    /// <summary>Freezes the account, as an objection does.</summary>
    public static async Task IsFrozen(this Person person, Server.Accounts.FrozenBy by = Server.Accounts.FrozenBy.Owner)
    {
        var account = new Sparekey.Core.Accounts.AccountId(Guid.ParseExact(person.AccountId, "N"));
        var change = Change.Of(account);
        Server.Accounts.AccountChange.Place(change, person.House.Get<Server.Holds.HoldStore>(), account, by, [],
            Sparekey.Core.Audit.Actor.Owner, person.House.Clock.GetUtcNow());
        Assert.Null(await person.House.Database.Commit(change, CancellationToken.None));
    }
}
