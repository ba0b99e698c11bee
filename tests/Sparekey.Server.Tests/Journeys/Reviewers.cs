using Sparekey.Edges.Replies;
using Sparekey.Otp;
using Sparekey.Server.Captcha;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>A reviewer who works over HTTP, with an authenticator of their own.</summary>
public sealed class Reviewer(House house, string email, string name)
{
    public const string GoodPassword = "copper lantern walks uphill";

    public House House { get; } = house;
    public string Email { get; } = email;
    public string Name { get; } = name;
    public byte[] Secret { get; private set; } = [];

    /// <summary>Token of the newest session.</summary>
    public string Session { get; set; } = "";

    private static int _count;

    /// <summary>The operator invites the reviewer, who sets up the account behind the link and signs in.</summary>
    public static async Task<Reviewer> SetsUp(House house, string? email = null)
    {
        var number = Interlocked.Increment(ref _count);
        var reviewer = new Reviewer(house, email ?? $"reviewer{number}@example.org", $"Reviewer {number}");
        await reviewer.Accepts(await reviewer.IsInvited());
        await reviewer.SignsIn();
        return reviewer;
    }

    /// <returns>The token of the set-up link.</returns>
    public async Task<string> IsInvited()
    {
        var invited = (Reply<InviteStaff.View>.Done)await House.Get<InviteStaff>().Run(Email, Name, default);
        return invited.Value.Link.Split("token=")[1];
    }

    public async Task Accepts(string token)
    {
        var key = await House.Post("/v1/staff/set-up", new { token, password = GoodPassword });
        Assert.Equal(200, key.Status);
        Assert.True(OtpKey.TryParse(key.Text("backup_key"), out var parsed));
        Secret = parsed.Bytes.ToArray();
        Assert.Equal(200, (await House.Post("/v1/staff/set-up/confirm", new { token, code = Code() })).Status);
    }

    public string Code() => Totp.Compute(Secret, House.Clock.GetUtcNow());

    public async Task<House.Reply> BeginsSignIn(string? password = null) => await House.Post("/v1/staff/sign-ins",
        new
        {
            email = Email, password = password ?? GoodPassword,
            captcha_token = await House.SolvedCaptcha(CaptchaPurpose.SignIn),
        });

    public async Task SignsIn()
    {
        House.Clock.Advance(TimeSpan.FromSeconds(30));   // a used code is not accepted again
        var begun = await BeginsSignIn();
        Assert.Equal(200, begun.Status);
        var done = await House.Post("/v1/staff/sign-in/answers", new { code = Code() }, begun.Text("sign_in"));
        Assert.Equal(200, done.Status);
        Session = done["session"]!["token"]!.GetValue<string>();
    }

    public Task<House.Reply> Queue(string query = "") => House.Get($"/v1/review/cases{query}", Session);

    public Task<House.Reply> Views(string caseId) => House.Get($"/v1/review/cases/{caseId}", Session);

    public Task<House.Reply> ViewsPicture(string caseId, string slot) => House.Get(
        $"/v1/review/cases/{caseId}/pictures/{slot}", Session);

    public Task<House.Reply> Claims(string caseId) => House.Post($"/v1/review/cases/{caseId}/claim", null, Session);

    public Task<House.Reply> Releases(string caseId) => House.Post($"/v1/review/cases/{caseId}/release", null, Session);

    public Task<House.Reply> Gives(string caseId, object verdict) =>
        House.Post($"/v1/review/cases/{caseId}/verdicts", verdict, Session);

    public Task<House.Reply> Approves(string caseId) => Gives(caseId, new { verdict = "approve", reason =
        "evidence_matches", note = "Everything fits." });

    public Task<House.Reply> Refuses(string caseId) => Gives(caseId, new { verdict = "refuse", reason =
        "person_differs", note = "Another face.", message =
        "We could not match the pictures." });

    public Task<House.Reply> AsksForMore(string caseId, params string[] pictures) =>
        Gives(caseId, new { verdict = "more_information", reason = "picture_unreadable", note = "Blurred.", message =
            "The front is blurred.", pictures });

    public Task<House.Reply> AcceptsIdentity(string caseId, string number = "079 090 001234", string name =
        "Nguyen Thi An") => Gives(caseId, new
    {
        verdict = "approve", reason = "evidence_matches", note = "",
        record = new { name, birth_date = "1990-05-04", country = "VN", document_kind = "identity_card",
            document_number = number, expires_on =
                "2031-05-04" },
    });
}
