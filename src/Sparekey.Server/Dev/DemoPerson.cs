using Sparekey.Edges;

namespace Sparekey.Server.Dev;

/// <summary>
/// Somebody of the demo, with what they know and hold. Printed once by <see cref="DemoTable"/>, kept nowhere.
/// </summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class DemoPerson(string email, string password)
{
    /// <summary>
    /// Where everybody of the demo comes from: a network for documentation (RFC 5737), so that nobody's limits are
    /// spent.
    /// </summary>
    public static readonly Visitor From = new("Firefox on Linux", "192.0.2.0/24");

    public string Email { get; } = email;

    public string Password { get; } = password;

    /// <summary>Token of the session in which the demo works; ended before it is done.</summary>
    public string Session { get; set; } = "";

    /// <summary>The authenticator's key in Base32, in groups of four.</summary>
    public string? BackupKey { get; set; }

    public string? Phone { get; set; }

    /// <summary>One sentence: what can be seen with this person.</summary>
    public string Story { get; set; } = "";

    /// <summary>What else they hold, as label and value.</summary>
    public List<(string Label, string Value)> Also { get; } = [];

    /// <summary>Question to answer.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public override string ToString() => $"DemoPerson({Email})";
}
