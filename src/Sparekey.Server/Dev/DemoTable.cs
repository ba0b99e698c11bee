using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Dev;

/// <summary>
/// Prints the people of the demo with their secrets: a table of the people, and below it what each of them shows.
/// </summary>
public static class DemoTable
{
    public static void Write(TextWriter output, Demo.Outcome outcome)
    {
        switch (outcome)
        {
            case Demo.Outcome.Added added:
                Write(output, added.People);
                break;
            case Demo.Outcome.AlreadyThere:
                output.WriteLine("The demo is in this data folder already. Its passwords were shown when it was added "
                    + "and are not kept; for new ones, choose an empty folder with --data.");
                break;
            case Demo.Outcome.Interrupted:
                output.WriteLine("The demo of this data folder was interrupted while it was being added, "
                    + "and its passwords are not kept. Choose an empty folder with --data.");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Write(TextWriter output, IReadOnlyList<DemoPerson> people)
    {
        output.WriteLine("Demo: three holders and two reviewers. These secrets are shown now and never again.");
        output.WriteLine();
        var (email, password, key) = (people.Max(p => p.Email.Length), people.Max(p => p.Password.Length),
            people.Max(p => p.BackupKey!.Length));
        Row("Email", "Password", "Authenticator key");
        Row(new string('-', email), new string('-', password), new string('-', key));
        foreach (var person in people) Row(person.Email, person.Password, person.BackupKey!);

        foreach (var person in people)
        {
            output.WriteLine();
            output.WriteLine($"  {person.Email}");
            output.WriteLine($"    {person.Story}");
            if (person.Phone is not null) output.WriteLine($"    {"Phone",-15} {person.Phone}");
            var before = "";
            foreach (var (label, value) in person.Also)
            {
                output.WriteLine($"    {(label == before ? "" : label),-15} {value}");
                before = label;
            }
        }
        output.WriteLine();
        output.WriteLine("  A code of an authenticator is good once. Where one is refused as used, wait for the next.");

        void Row(string first, string second, string third) => output.WriteLine(
            $"  {first.PadRight(email)}   {second.PadRight(password)}   {third}");
    }
}
