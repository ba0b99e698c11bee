namespace Sparekey.Authenticator.Edges;

/// <summary>What became of a password that should become a key.</summary>
internal abstract record Derivation
{
    private Derivation() { }

    /// <param name="Key">The caller zeroes it.</param>
    public sealed record Made(byte[] Key) : Derivation
    {
        public override string ToString() => "Made(…)";
    }

    /// <summary>This machine cannot do it: a library or memory is missing.</summary>
    /// <param name="Message">One sentence or two for a person: what to do.</param>
    public sealed record OutOfReach(string Message) : Derivation;
}
