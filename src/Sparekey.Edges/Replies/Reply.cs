namespace Sparekey.Edges.Replies;

/// <summary>The outcome of a use case: its value, or a refusal.</summary>
public abstract record Reply<T>
{
    private Reply() { }

    public sealed record Done(T Value) : Reply<T>;

    public sealed record Refused(Refusal Why) : Reply<T>;

    public static implicit operator Reply<T>(T value) => new Done(value);

    public static implicit operator Reply<T>(Refusal why) => new Refused(why);
}

/// <summary>The value of a use case that returns nothing but its success.</summary>
public sealed record Nothing
{
    public static readonly Nothing Else = new();
}
