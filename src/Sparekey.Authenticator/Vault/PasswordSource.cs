using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Vault;

/// <summary>Reads a password from the first line of a file or of standard input, or asks the person.</summary>
/// <param name="option">The option that names the file. Messages name the option if nobody can be asked.</param>
/// <param name="file">The value of the option; null if the option was not given.</param>
internal sealed class PasswordSource(Surroundings around, string option, string? file)
{
    /// <summary>
    /// In characters. A person who copies the file can try passwords as fast as their machines allow, and nobody
    /// notices.
    /// </summary>
    private const int Short = 10;

    private string? read;

    /// <summary>Whether a person types the password, and so may try again.</summary>
    public bool IsAsked => file is null;

    public string Existing(string question) =>
        file is null ? around.Questions.AskQuietly(question, Otherwise) : FromFile();

    /// <summary>A new password. A person types it twice.</summary>
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
