using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Dev;

/// <summary>
/// People to try a development server with: three holders in different states and two reviewers, with random secrets
/// that are printed once. The use cases make them, as for everybody else; nothing is written past the use cases.
/// </summary>
public sealed class Demo(DemoAccounts accounts, DemoFactors factors, DemoReserves reserves, DemoPapers papers,
    DemoResets resets, DemoReviewers reviewers, DemoVerdict verdict, Database database, Settings settings)
{
    // Ofcom reserves these numbers for drama: 07700 900000 to 900999.
    private const string FirstPhone = "+447700900101", SecondPhone = "+447700900102", SecondNewPhone =
        "+447700900252", ThirdPhone = "+447700900103", ThirdNewPhone = "+447700900253";

    private static readonly byte[] Begun = [0], Complete = [1];

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Added(IReadOnlyList<DemoPerson> People) : Outcome;

        /// <summary>An earlier start has added the demo and printed its secrets.</summary>
        public sealed record AlreadyThere : Outcome;

        /// <summary>An earlier start did not finish the demo; its secrets were never printed.</summary>
        public sealed record Interrupted : Outcome;
    }

    /// <exception cref="StartException">
    /// The server is no development server, or the data folder has these people already.
    /// </exception>
    public async Task<Outcome> Run(CancellationToken cancellation)
    {
        RequireFit(settings);
        var begin = Change.OfNobody().Claim(
            Refusals.MovedOn,
            "INSERT INTO installation (name, value) VALUES ('demo', @Begun) ON CONFLICT DO NOTHING",
            new { Begun });
        if (await database.Commit(begin, cancellation) is not null)
        {
            var value = await database.One<byte[]>("SELECT value FROM installation WHERE name = 'demo'", null,
                cancellation);
            return value.AsSpan().SequenceEqual(Complete) ? new Outcome.AlreadyThere() : new Outcome.Interrupted();
        }

        var first = await Joins("reviewer1@example.com", "Reviewer One", cancellation);
        var second = await Joins("reviewer2@example.com", "Reviewer Two", cancellation);
        // The person whose current code is used comes first: a new code is there by the time a reader needs one.
        var held = await UnderHold(cancellation);
        var waiting = await InReview(first, cancellation);
        var whole = await WithEverything(cancellation);
        await database.Commit(
            Change.OfNobody().Add("UPDATE installation SET value = @Complete WHERE name = 'demo'", new { Complete }),
            cancellation);
        return new Outcome.Added([whole, waiting, held, first, second]);
    }

    /// <summary>Stops the start when the settings do not allow the demo.</summary>
    /// <exception cref="StartException"/>
    public static void RequireFit(Settings settings)
    {
        if (settings.Mode != Mode.Development) throw new StartException(
            "--demo prints passwords and is for development only. Add --development, or leave --demo out.");
        if (settings.Recovery.Policy.Count > 0) throw new StartException(
            "The demo knows the recovery policies of the profiles, not one of your own. "
                + "Leave out Sparekey:Recovery:Policy, or --demo.");
    }

    private async Task<DemoPerson> WithEverything(CancellationToken cancellation)
    {
        var person = await Opens("everything@example.com", FirstPhone, cancellation);
        await reserves.TakesRecoveryCodes(person, cancellation);
        person.Story = settings.Numbers.SecurityQuestions ? "Has an authenticator, a phone, recovery codes and "
            + "security questions." : "Has an authenticator, a phone and recovery codes.";
        await accounts.Leaves(person, cancellation);
        return person;
    }

    private async Task<DemoPerson> InReview(DemoPerson reviewer, CancellationToken cancellation)
    {
        var person = await Opens("review@example.com", SecondPhone, cancellation);
        await papers.HandsInIdentity(person, cancellation);
        await verdict.AcceptsIdentity(await reviewers.SignsIn(reviewer, cancellation),
            (await accounts.Holder(person, cancellation)).Account, cancellation);
        await reviewers.Leaves(reviewer, cancellation);
        await accounts.Leaves(person, cancellation);
        person.Also.Add(("Card number", DemoPapers.Read.DocumentNumber!));
        person.Also.Add(("Resume code",
            await resets.HandsIn(person, [LostThing.Authenticator, LostThing.Phone], SecondNewPhone, CaseState.InReview,
                cancellation)));
        person.Story = "Verified. A reset for a lost authenticator and phone waits for both reviewers; "
            + $"see it at {settings.Origin}reset/resume. Signing in ends it.";
        return person;
    }

    private async Task<DemoPerson> UnderHold(CancellationToken cancellation)
    {
        var person = await Opens("hold@example.com", ThirdPhone, cancellation);
        await accounts.Leaves(person, cancellation);
        await resets.HandsIn(person, [LostThing.Phone], ThirdNewPhone, CaseState.Completed, cancellation);
        person.Story = "Replaced a lost phone by a reset; withdrawals are off.";
        return person;
    }

    private async Task<DemoPerson> Opens(string email, string phone, CancellationToken cancellation)
    {
        var person = await accounts.Opens(email, cancellation);
        await factors.ConfirmsPhone(person, phone, cancellation);
        await factors.SetsUpAuthenticator(person, "Demo app", cancellation);
        await reserves.AnswersQuestions(person, cancellation);
        return person;
    }

    private async Task<DemoPerson> Joins(string email, string name, CancellationToken cancellation)
    {
        var person = await reviewers.Joins(email, name, cancellation);
        person.Story = $"{name}, at {settings.Origin}staff/sign-in";
        return person;
    }
}
