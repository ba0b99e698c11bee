using Sparekey.Core.Accounts;

namespace Sparekey.Core.Messages;

/// <summary>How a message travels. The names are those of the wire and the database.</summary>
public enum Channel { Email, Sms, Voice }

/// <summary>
/// One message to one address. Written to the outbox in the transaction of the change that it tells about.
/// </summary>
/// <remarks>A class, because it carries codes and addresses and must not print them.</remarks>
/// <param name="account">Whose message it is; of a stranger who is opening an account, the id that it will
/// have.</param>
/// <param name="to">Email address, or telephone number in E.164.</param>
/// <param name="subject">Shown for email only; SMS and voice speak the text alone.</param>
public sealed class Message(AccountId account, Channel channel, string to, string subject, string text)
{
    public AccountId Account { get; } = account;
    public Channel Channel { get; } = channel;
    public string To { get; } = to;
    public string Subject { get; } = subject;
    public string Text { get; } = text;

    public override string ToString() => $"Message({Channel})";
}
