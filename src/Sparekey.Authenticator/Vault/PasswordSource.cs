using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Vault;

/// <summary>Where a password comes from: the first line of a file or of standard input, or the person.</summary>
/// <param name="option">The option that names the file: told where nobody can be asked.</param>
/// <param name="file">From that option; null when it was not given.</param>
internal sealed class PasswordSource(Surroundings around, string option, string? file)
{
    /// <summary>
    /// Characters. Whoever copies the file can guess as fast as their machines allow, and nobody notices.
    /// </summary>
    private const int Short = 10;

    private string? read;

    /// <summary>Whether a person types it, and may try again.</summary>
    public bool IsAsked => file is null;

    public string Existing(string question) =>
        file is null ? around.Questions.AskQuietly(question, Otherwise) : FromFile();

    /// <summary>Typed twice, where it is typed.</summary>
    public string New(string question)
    {
        var password = file is null ? around.Questions.AskNewPassword(question, Otherwise) : FromFile();
        if (password.Length < Short)
            around.Warn(
                "this password is short, and whoever copies the file can try many. A few words together are better.");
        return password;
    }

    private string Otherwise => $"Put the password into a file that only you can read and say {option} FILE.";

    private string FromFile()
    {
        read ??= file == StandardInput.Name
            ? around.In.ReadLine("the password")
            : InputFile.FirstLine(InputFile.Read(file!));
        if (read.Length == 0)
            throw new StopException(ExitCode.Usage,
                $"The first line of what {option} names is empty, and an empty password protects nothing.");
        return read;
    }
}
