using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>What is kept of one account: what its codes follow from, and how its owner wants it shown.</summary>
public sealed record Entry
{
    /// <summary>Key, kind, names and figures. Whoever holds the entry disposes its key.</summary>
    public required OtpAuthUri Otp { get; init; }

    /// <summary>Free text; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Names of groups, in the order in which they were given.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Favourite { get; init; }

    /// <summary>Never the parts: the account is often an email address.</summary>
    public override string ToString() => "Entry(…)";
}
