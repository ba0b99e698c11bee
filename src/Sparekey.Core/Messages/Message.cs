using Sparekey.Core.Accounts;

namespace Sparekey.Core.Messages;

/// <summary>How a message travels. The wire and the database use these names.</summary>
public enum Channel { Email, Sms, Voice }

/// <summary>
/// One message to one address. The message is written to the outbox in the transaction of the change that it reports.
/// </summary>
/// <remarks>
/// A class, because records print their members into logs, and a message contains codes and addresses.
/// </remarks>
/// <param name="account">The account of the message; during a registration, the id that the new account will
/// have.</param>
/// <param name="to">Email address, or telephone number in E.164.</param>
/// <param name="subject">For email only; SMS and voice use the text alone.</param>
public sealed class Message(AccountId account, Channel channel, string to, string subject, string text)
{
    public AccountId Account { get; } = account;
    public Channel Channel { get; } = channel;
    public string To { get; } = to;
    public string Subject { get; } = subject;
    public string Text { get; } = text;

    public override string ToString() => $"Message({Channel})";
}
