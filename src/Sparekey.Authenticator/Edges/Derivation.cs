namespace Sparekey.Authenticator.Edges;

/// <summary>The result of deriving a key from a password.</summary>
internal abstract record Derivation
{
    private Derivation() { }

    /// <param name="Key">The caller zeroes the key.</param>
    public sealed record Made(byte[] Key) : Derivation
    {
        public override string ToString() => "Made(…)";
    }

    /// <summary>This machine cannot derive the key: a library or memory is missing.</summary>
    /// <param name="Message">One or two sentences for a person: what to do.</param>
    public sealed record OutOfReach(string Message) : Derivation;
}
