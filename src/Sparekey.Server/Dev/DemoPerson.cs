using Sparekey.Edges;

namespace Sparekey.Server.Dev;

/// <summary>
/// A person of the demo, with their secrets. <see cref="DemoTable"/> prints the secrets once; they are stored nowhere.
/// </summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class DemoPerson(string email, string password)
{
    /// <summary>
    /// The network of everybody in the demo: one that is reserved for documentation (RFC 5737), so the demo uses up
    /// nobody's limits.
    /// </summary>
    public static readonly Visitor From = new("Firefox on Linux", "192.0.2.0/24");

    public string Email { get; } = email;

    public string Password { get; } = password;

    /// <summary>Token of the session in which the demo works. The demo ends the session before it is done.</summary>
    public string Session { get; set; } = "";

    /// <summary>The authenticator's key in Base32, in groups of four.</summary>
    public string? BackupKey { get; set; }

    public string? Phone { get; set; }

    /// <summary>One sentence: what this person shows.</summary>
    public string Story { get; set; } = "";

    /// <summary>Further secrets, as label and value.</summary>
    public List<(string Label, string Value)> Also { get; } = [];

    /// <summary>Question to answer.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public override string ToString() => $"DemoPerson({Email})";
}
