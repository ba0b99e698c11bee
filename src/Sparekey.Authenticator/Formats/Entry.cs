using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>One account: the key and the parameters of its codes, and its note, groups and mark as favourite.</summary>
public sealed record Entry
{
    /// <summary>Key, kind, names and parameters. The holder of the entry disposes its key.</summary>
    public required OtpAuthUri Otp { get; init; }

    /// <summary>Free text; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Names of groups, in the order of the input.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Favourite { get; init; }

    /// <summary>Does not print the content, because the account is often an email address.</summary>
    public override string ToString() => "Entry(…)";
}
