using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Dev;

/// <summary>The text that a development server prints when it has started: its addresses, and its people.</summary>
public static class Welcome
{
    /// <param name="demo">Null when no demo was requested.</param>
    public static void Write(TextWriter output, Settings settings, IEnumerable<FirstReviewers.Invitation> invitations,
        Demo.Outcome? demo)
    {
        output.WriteLine();
        Line(output, "Site", $"{settings.Origin}");
        if (AuthenticatorApp.IsBuilt) Line(output, "Codes",
            $"{settings.Origin}authenticator/   an authenticator for this browser");
        Line(output, "Inbox", $"{settings.Origin}dev/inbox   every message that was sent, with its codes");
        Line(output, "API", $"{settings.Origin}openapi/v1.json");
        Line(output, "Components", $"{settings.Origin}dev/gallery");
        foreach (var invitation in invitations) Line(output, "Reviewer",
            $"{invitation.Link}   sets up {invitation.Email}, once, within 24 hours");
        output.WriteLine();
        if (demo is not null)
        {
            DemoTable.Write(output, demo);
            output.WriteLine();
        }
        output.WriteLine("Ctrl+C stops the server.");
    }

    private static void Line(TextWriter output, string what, string where) => output.WriteLine($"  {what,-11} {where}");
}
