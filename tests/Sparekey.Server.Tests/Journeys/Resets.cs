using System.Text.Json.Nodes;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Recovery;
using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>A person in the middle of a security reset: the token of the flow and the factors that are left.</summary>
public sealed class Reset(Person person, string token, string resumeCode)
{
    public const string NewPhone = "+84987654399";

    public Person Person { get; } = person;
    public House House => Person.House;
    public string Token { get; set; } = token;
    public string ResumeCode { get; set; } = resumeCode;
    public string NewEmail { get; set; } = "new-" + person.Email;
    public App? App { get; set; }

    public Task<House.Reply> Post(string path, object? body = null) => House.Post("/v1/recovery" + path, body, Token);

    public Task<House.Reply> Show() => House.Get("/v1/recovery", Token);

    public Task<House.Reply> Chooses(params string[] lost) => Post("/lost", new { lost, accept_warnings = true });

    /// <summary>Id of the first requirement of a kind.</summary>
    public async Task<string> Requirement(string kind) =>
        (await Show())["requirements"]!.AsArray()
            .First(r => r!["kind"]!.GetValue<string>() == kind)!["requirement"]!
            .GetValue<string>();

    public async Task<List<string>> Kinds() =>
        [.. (await Show())["requirements"]!.AsArray().Select(r => r!["kind"]!.GetValue<string>())];

    /// <summary>Requests the code for a requirement and returns it.</summary>
    public async Task<string> Receives(string kind)
    {
        var (to, address) = kind switch
        {
            "email_code" => (Person.Email, null),
            "phone_code" => (Factors.Number, null),
            "new_phone_code" => (NewPhone, NewPhone),
            _ => (NewEmail, NewEmail),
        };
        var sent = await Post("/codes", new { requirement = await Requirement(kind), address });
        Assert.True(sent.Status == 202, sent.Raw);
        return await House.CodeSentTo(to);
    }

    public async Task<House.Reply> Proves(string kind, string code) =>
        await Post("/proofs", new { requirement = await Requirement(kind), code });

    /// <summary>Does what one requirement of this kind asks.</summary>
    public async Task Meets(string kind)
    {
        switch (kind)
        {
            case "security_questions":
                var answered = await Post("/proofs",
                    new { requirement = await Requirement(kind), answers = new[] { new { question_id =
                        "first_toy", answer =
                        "blue whale" }, new { question_id =
                        "first_teacher", answer = "no idea" } } });
                Assert.Equal((200, "submitted"), (answered.Status, answered.Text("state")));
                break;
            case "identity":
                await ShowsPapers();
                break;
            case "authenticator_code":
                House.Clock.Advance(TimeSpan.FromSeconds(60));
                Assert.Equal(200, (await Proves(kind, App!.Code())).Status);
                break;
            default:
                var proven = await Proves(kind, await Receives(kind));
                Assert.True(proven.Status == 200, proven.Raw);
                break;
        }
    }

    public async Task ShowsPapers()
    {
        var begun = await Post("/identity", new { country = "VN", document_kind = "passport" });
        Assert.True(begun.Status == 201, begun.Raw);
        foreach (var picture in begun["pictures"]!.AsArray())
            Assert.Equal(200,
                (await House.Put($"/v1/recovery/pictures/{picture!["slot"]!.GetValue<string>()}",
                    new ByteArrayContent(Pictures.Png()), Token)).Status);
    }

    public async Task MeetsEverything()
    {
        foreach (var kind in await Kinds()) await Meets(kind);
    }

    public Task<House.Reply> Submits() => Post("/submit");

    public async Task<string> State() => (await Show()).Text("state");

    /// <summary>Approvals of reviewers, directly through the rules: claim, approve, save.</summary>
    public async Task IsApproved(int reviewers)
    {
        var store = House.Get<RecoveryStore>();
        for (var i = 0; i < reviewers; i++)
        {
            var hand = (await store.LoadLive(AccountId, CancellationToken.None))!;
            var staff = new StaffId(new Guid(i + 1, 0, 0, new byte[8]));
            var now = House.Clock.GetUtcNow();
            var claimed = (ClaimOutcome.Claimed)RecoveryRules.Claim(hand.Case, staff, false, now);
            var after = RecoveryRules.Decide(claimed.Case,
                new ReviewVerdict(staff, Verdict.Approve, ReviewReason.ProofsConsistent), false, hand.Account.Facts,
                now) switch
            {
                DecideOutcome.AnotherNeeded more => more.Case,
                DecideOutcome.Approved approved => approved.Case,
                var other => throw new Xunit.Sdk.XunitException(other.ToString()),
            };
            var change = store.Save(Change.Of(hand.AccountId), hand, after);
            if (after.State == CaseState.Objection)
                House.Get<CaseNotices>().Tell(change, hand.Account, after, CaseNotice.Approved);
            Assert.Null(await House.Database.Commit(change, CancellationToken.None));
        }
    }

    /// <summary>Moves the clock and runs the periodic job for cases that are due.</summary>
    public Task TimePasses(TimeSpan by)
    {
        House.Clock.Advance(by);
        return House.Get<DueCases>().Run(CancellationToken.None);
    }

    public AccountId AccountId => new(Guid.ParseExact(Person.AccountId, "N"));

    /// <summary>The token of the newest <em>This wasn't me</em> link at an address.</summary>
    public async Task<string> ObjectionTokenAt(string to)
    {
        foreach (var message in await House.Inbox(to))
            if (System.Text.RegularExpressions.Regex.Match(message.Text, @"objection\?token=([A-Za-z0-9_-]{64})")
                is { Success: true } link)
                return link.Groups[1].Value;
        throw new Xunit.Sdk.XunitException("No message with a link was sent.");
    }
}

/// <summary>Accounts with every kind of factor, and their resets.</summary>
public static class Resets
{
    /// <summary>An account with phone, authenticator and questions, verified or not.</summary>
    public static async Task<(Person Person, App App)> WithEverything(House house, bool verified = false)
    {
        var person = await Person.Opens(house);
        await person.AnswersQuestions();
        await person.ConfirmsPhone();
        var app = await person.BeginsAuthenticator();
        if (!await Confirm(person, app)) throw new Xunit.Sdk.XunitException("The authenticator was not confirmed.");
        if (verified)
            await house.Database.Commit(Change.OfNobody().Add(
                "UPDATE accounts SET identity_state = 'accepted' WHERE account_id = @account",
                new { account = person.AccountId }),
                    CancellationToken.None);
        return (person, app);
    }

    private static async Task<bool> Confirm(Person person, App app)
    {
        // With a phone in the account, adding another factor needs a session with two factors.
        var confirmed = await person.House.Post($"/v1/account/authenticators/{app.FactorId}/confirm",
            new { code = app.Code() }, person.Session);
        person.House.Clock.Advance(TimeSpan.FromSeconds(30));
        return confirmed.Status == 200;
    }

    public static async Task<Reset> OpensReset(this Person person, App? app = null)
    {
        var opened = await person.House.Post("/v1/recoveries", null, await person.ReachesSecondStep());
        Assert.True(opened.Status == 201, opened.Raw);
        return new Reset(person, opened.Text("recovery"), opened.Text("resume_code")) { App = app };
    }
}
