using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>Signing in through the pages.</summary>
public static class SigningIn
{
    /// <summary>Enters email and password, and solves the slider.</summary>
    public static async Task EntersPassword(this Window window, string email, string password = Person.GoodPassword)
    {
        await window.Opens("/sign-in");
        await window.Types("Email address", email);
        await window.Types("Password", password);
        await window.DragsThePiece();
        await window.Presses("Sign in");
    }

    public static async Task AnswersWith(this Window window, App app, string name = "Pixel")
    {
        await window.Types($"Code from “{name}”", app.Code());
        await window.Presses("Submit");
        window.House.Clock.Advance(TimeSpan.FromSeconds(30));
    }

    public static async Task AnswersBySms(this Window window, string number = Factors.Number)
    {
        await window.Presses("Get code by SMS");
        await window.Sees("Confirm that it is you");
        await window.Types("Code from the message", await window.House.CodeSentTo(number));
        await window.Presses("Submit");
    }
}
