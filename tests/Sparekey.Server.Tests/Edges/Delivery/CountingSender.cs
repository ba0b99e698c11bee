using System.Collections.Concurrent;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Delivery;

namespace Sparekey.Server.Tests.Edges.Delivery;

/// <summary>Sends nothing and counts. Unlike files, which overwrite each other, it shows what was sent twice.</summary>
internal sealed class CountingSender : ISender
{
    private readonly ConcurrentQueue<string> _sent = [];

    public int Sent => _sent.Count;

    /// <summary>The texts of the messages, in order.</summary>
    public IReadOnlyList<string> Texts => [.. _sent];

    public Task Send(SendRequest request, CancellationToken cancellation)
    {
        _sent.Enqueue(request.SealedMessage.Text);
        return Task.CompletedTask;
    }

    public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(true);
}

internal static class Messages
{
    public static Message To(string email, string text = "Once") => new(new AccountId(Guid.NewGuid()), Channel.Email,
        email,
        "Hello", text);
}
