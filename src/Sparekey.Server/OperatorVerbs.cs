using System.CommandLine;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Texts;
using Sparekey.Server.Accounts;
using Sparekey.Server.Integration;
using Sparekey.Server.Staff;

namespace Sparekey.Server;

/// <summary>The operator's verbs for integrators and reviewers. They work while the server runs.</summary>
internal static class OperatorVerbs
{
    private static readonly Argument<string> Name = new("name")
    {
        Description = "For people, such as the name of the service that asks.",
    };

    private static readonly Argument<string> Id = new("id") { Description = "As printed by 'integrator list'." };

    private static readonly Argument<string> Email = new("email") { Description = "The reviewer's address." };

    private static readonly Option<string> StaffName = new("--name")
    {
        Description = "The reviewer's name, shown to colleagues.",
        Required = true,
    };

    internal static Command Integrator() => new("integrator", "Software that asks about accounts with an API key.")
    {
        Verbs.Verb("add", "Add an integrator and print its API key, this once.", AddIntegrator, Name),
        Verbs.Verb("list", "List the integrators.", ListIntegrators),
        Verbs.Verb("revoke", "Revoke an integrator's key.", RevokeIntegrator, Id),
    };

    internal static Command Staff() => new("staff", "Reviewers.")
    {
        Verbs.Verb(
            "add",
            "Invite a reviewer and print the set-up link, which works once and for 24 hours.",
            AddStaff, Email, StaffName),
        Verbs.Verb("list", "List the reviewers.", ListStaff),
        Verbs.Verb("remove", "Remove a reviewer: every session ends.", RemoveStaff, Email),
    };

    private static async Task<int> AddIntegrator(
        Settings settings, ParseResult parsed, CancellationToken cancellation) =>
        Print(
            await Integrators(Open(settings)).Add(parsed.GetRequiredValue(Name), cancellation),
            added => Console.WriteLine($"Integrator {added.Id} added. Its API key is not shown again:\n{added.Key}"));

    private static async Task<int> ListIntegrators(
        Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        foreach (var one in await Integrators(Open(settings)).List(cancellation))
            Console.WriteLine($"{one.IntegratorId}  {State(one),-38}  {one.Name}");
        return 0;
    }

    private static async Task<int> RevokeIntegrator(
        Settings settings, ParseResult parsed, CancellationToken cancellation) =>
        Print(
            await Integrators(Open(settings)).Revoke(parsed.GetRequiredValue(Id), cancellation),
            _ => Console.WriteLine("Its key opens nothing any more."));

    private static async Task<int> AddStaff(Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        var open = Open(settings);
        var invite = new InviteStaff(open.Database, Secrets(open), open.Random, TimeProvider.System, settings);
        return Print(
            await invite.Run(parsed.GetRequiredValue(Email), parsed.GetRequiredValue(StaffName), cancellation),
            view => Console.WriteLine(
                $"Give this link to the reviewer. It works once, until {PlainTime.At(view.ExpiresAt)}:\n{view.Link}"));
    }

    private static async Task<int> ListStaff(Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        foreach (var member in await Roster(Open(settings)).List(cancellation))
            Console.WriteLine($"{member.Staff}  {member.State,-8}  {member.Email}  {member.Name}");
        return 0;
    }

    private static async Task<int> RemoveStaff(
        Settings settings, ParseResult parsed, CancellationToken cancellation) =>
        Print(
            await Roster(Open(settings)).Remove(parsed.GetRequiredValue(Email), cancellation),
            _ => Console.WriteLine("Removed. Every session has ended."));

    private static Installation Open(Settings settings)
    {
        SettingsCheck.VerifyBounds(settings);
        return Installation.Open(settings, TimeProvider.System, Database.PatienceOfVerbs);
    }

    private static StaffSecrets Secrets(Installation open)
    {
        var (box, hash) = (new SecretBox(open.Keys, open.Random), new KeyedHash(open.Keys));
        return new StaffSecrets(box, hash, new AccountEmails(hash, box));
    }

    private static StaffRoster Roster(Installation open) => new(open.Database, Secrets(open), TimeProvider.System);

    private static Integrators Integrators(Installation open) =>
        new(open.Database, new KeyedHash(open.Keys), open.Random, TimeProvider.System);

    private static int Print<T>(Reply<T> reply, Action<T> done)
    {
        if (reply is not Reply<T>.Done answer)
            throw new StartException(TextCatalogue.Of(((Reply<T>.Refused)reply).Why.Text));
        done(answer.Value);
        return 0;
    }

    private static string State(Integrators.Listed integrator) => integrator.RevokedAt is { } at
        ? $"revoked {PlainTime.At(at)}"
        : $"added {PlainTime.At(integrator.CreatedAt)}";
}
