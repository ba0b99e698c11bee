using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Exports of Ente Auth: <c>otpauth://</c> addresses, plain or encrypted. Each address has a parameter
/// <c>codeDisplay</c> with the note, tags and flags of the entry.
/// </summary>
internal static class Ente
{
    private const int Version = 1;
    private const int SaltLength = 16;   // crypto_pwhash_SALTBYTES
    private const string Display = "codeDisplay=", Issuer = "issuer=", Period = "period=";

    public static bool Fits(Fields file) => file.Has("kdfParams") && file.Has("encryptedData");

    public static bool FitsLine(string line) => line.Begins(Lines.Otpauth) && Value(line, Display) is not null;

    /// <summary>Reads addresses, one on each line or separated by commas. Ente itself reads both too.</summary>
    public static Reading Read(string text, bool isNewer = false)
    {
        var lines = Lines.Of(
            text.Replace("," + Lines.Otpauth, "\n" + Lines.Otpauth, StringComparison.OrdinalIgnoreCase));
        if (lines.Count > ImportFile.MaximumEntries) return Refuse(FileRefusal.TooLarge);
        List<Item> items = [];
        foreach (var (at, line) in lines.Index())
            if (ReadLine(line, at + 1) is { } item) items.Add(item);
        return new Reading.Read(Format.Ente, isNewer ? [FileWarning.NewerVersion] : [], items);
    }

    public static Reading ReadSealed(Fields file, string? password)
    {
        var costs = file.Object("kdfParams");
        if (costs.Base64("salt") is not { Length: SaltLength } salt || costs.Number("memLimit") is not { } memory
            || costs.Number("opsLimit") is not { } passes)
            return Refuse(FileRefusal.Damaged);
        if (file.Base64("encryptionNonce") is not { Length: Sodium.StreamHeaderLength } header
            || file.Base64("encryptedData") is not { Length: >= Sodium.StreamOverhead } sealedText)
            return Refuse(FileRefusal.Damaged);
        if (!KdfBounds.AllowArgon2(memory / 1024, passes, 1)) return Refuse(FileRefusal.KdfOutOfBounds);
        if (password is null) return new Reading.PasswordNeeded(Format.Ente);
        if (Sodium.Unavailable() is { } missing) return new Reading.OutOfReach(Format.Ente, missing.Message);
        switch (PasswordKey.Argon2id(password, salt, memory / 1024, passes, 1))
        {
            case Derivation.Made made:
                var text = new byte[sealedText.Length - Sodium.StreamOverhead];
                var opened = Sodium.OpenStream(made.Key, header, sealedText, text);
                CryptographicOperations.ZeroMemory(made.Key);
                if (!opened) return Refuse(FileRefusal.WrongPassword);
                var reading = Utf8.IsValid(text)
                    ? Read(Encoding.UTF8.GetString(text), file.Number("version") > Version)
                    : Refuse(FileRefusal.Damaged);
                CryptographicOperations.ZeroMemory(text);
                return reading;
            case Derivation.OutOfReach lacking: return new Reading.OutOfReach(Format.Ente, lacking.Message);
            default: throw new UnreachableException();
        }
    }

    /// <returns>Null for an entry in the trash of Ente, which Ente still exports.</returns>
    private static Item? ReadLine(string line, int place)
    {
        var display = DisplayOf(line);
        if (display.Flag("trashed")) return null;
        var item = Lines.Read(WithoutGluedPeriod(line), place);
        // A long note can make the address too long, so the address is read again without the parameter.
        if (item is Item.Refused { Reason: EntryRefusal.TooLong } && Value(line, Display) is { } shown)
            item = Lines.Read(WithoutGluedPeriod(line.Remove(shown.Start.Value, shown.End.Value - shown.Start.Value)),
                place);
        return item is not Item.Accepted accepted ? item : accepted with
        {
            Entry = accepted.Entry with
            {
                Note = display.Text("note"),
                Favourite = display.Flag("pinned"),
                Groups = display.Texts("tags"),
            },
        };
    }

    /// <summary>
    /// Reads <c>codeDisplay</c>, which is percent-encoded JSON. If the value is not JSON, the entry has no note, no
    /// tags and no flags.
    /// </summary>
    private static Fields DisplayOf(string line)
    {
        if (Value(line, Display) is not { } value) return new Fields(default);
        using var json = Json.Parse(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(line[value].Replace('+', ' '))));
        return new Fields(json?.RootElement.Clone() ?? default);
    }

    /// <summary>
    /// Repairs addresses of old exports, in which the next parameter follows the issuer without a separator:
    /// <c>issuer=Exampleperiod=30</c> (ente code.dart).
    /// </summary>
    private static string WithoutGluedPeriod(string line)
    {
        if (Value(line, Issuer) is not { } value) return line;
        var glued = line[value].LastIndexOf(Period, StringComparison.OrdinalIgnoreCase);
        if (glued < 0 || line[value].AsSpan(glued + Period.Length).ContainsAnyExceptInRange('0', '9')) return line;
        return line[..(value.Start.Value + glued)] + line[value.End..];
    }

    /// <summary>The position of a parameter's value; null if the parameter is missing.</summary>
    /// <param name="name">With its equals sign.</param>
    private static Range? Value(string line, string name)
    {
        for (var at = 0; (at = line.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += name.Length)
        {
            if (at == 0 || line[at - 1] is not ('?' or '&')) continue;
            var (start, end) = (at + name.Length, line.IndexOf('&', at));
            return start..(end < 0 ? line.Length : end);
        }
        return null;
    }

    private static Reading.Refused Refuse(FileRefusal reason) => new(Format.Ente, reason);
}
