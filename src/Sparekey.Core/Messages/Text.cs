namespace Sparekey.Core.Messages;

/// <summary>
/// A sentence for people: its key in the catalogue and the values of its placeholders. The server looks the sentence up
/// when it leaves the server, in the language of the reader.
/// </summary>
/// <remarks>A class, because its values may be codes and addresses, which records would print into logs.</remarks>
/// <param name="key">For example <c>refusal.expired</c>.</param>
/// <param name="values">By the name of the placeholder: a string, number, time or another <see cref="Text"/>.</param>
public sealed class Text(string key, params (string Name, object? Value)[] values)
{
    public string Key { get; } = key;

    public IReadOnlyList<(string Name, object? Value)> Values { get; } = values;

    public static implicit operator Text(string key) => new(key);

    public override string ToString() => Key;
}
