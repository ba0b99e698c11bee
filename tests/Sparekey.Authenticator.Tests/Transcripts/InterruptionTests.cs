namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>Ctrl+C, on a real terminal.</summary>
public sealed class InterruptionTests
{
    private const string CtrlC = "\u0003";

    [TerminalFact]
    public async Task TheTerminalShowsAgainWhatIsTyped_WhenAPasswordWasAskedFor()
    {
        using var machine = new Machine();
        using var screen = new Screen(machine, "sparekey-auth add; echo \"ended with $?\"; stty | grep -c -e -echo");
        await screen.WaitFor("New password for the vault:", -1);
        await screen.Type("half a pass" + CtrlC);
        await screen.End();
        Assert.Contains("ended with 130\n0\n", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("half", screen.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(machine.Vault));
    }

    [TerminalFact]
    public async Task WatchingEndsOrdinarily_AndTakesItsCodesOffTheScreen()
    {
        using var machine = new Machine();
        var pw = machine.Put("pw", "correct horse battery");
        Assert.Equal(0,
            (await machine.Run("add", "--issuer", "GitHub", "--file", machine.Put("key", "JBSWY3DPEHPK3PXP"),
                "--password-file", pw)).Code);
        using var screen = new Screen(machine,
            $"export TERM=xterm-256color; sparekey-auth code --watch --password-file {pw}; echo \"ended with $?\"");
        await screen.WaitUntilShown("━");
        await screen.Type(CtrlC);
        await screen.End();
        Assert.Contains("GitHub", screen.Text, StringComparison.Ordinal);
        var last = screen.Text[screen.Text.LastIndexOf('━')..];
        Assert.Contains("\e[1A\e[J", last, StringComparison.Ordinal); // the line is erased
        Assert.Contains("\e[?25h", last, StringComparison.Ordinal);   // the cursor is back
        Assert.EndsWith("ended with 0\n", last, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[38;", screen.Text, StringComparison.Ordinal);   // NO_COLOR
    }

    [TerminalFact]
    public async Task WatchingEndsByItself_AfterTheTimeGiven()
    {
        using var machine = new Machine();
        var pw = machine.Put("pw", "correct horse battery");
        Assert.Equal(0,
            (await machine.Run("add", "--issuer", "GitHub", "--file", machine.Put("key", "JBSWY3DPEHPK3PXP"),
                "--password-file", pw)).Code);
        using var screen = new Screen(machine, $"sparekey-auth code git --watch --for 1 --password-file {pw}");
        Assert.Equal(0, await screen.End());
        Assert.Contains("GitHub", screen.Text, StringComparison.Ordinal);
    }
}
