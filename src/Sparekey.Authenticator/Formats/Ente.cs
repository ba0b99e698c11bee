using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>Exports of Ente Auth: addresses, each with what Ente shows of it in <c>codeDisplay</c>; and the same encrypted.</summary>
internal static class Ente
{
    private const int Version = 1;
    private const int SaltLength = 16;   // crypto_pwhash_SALTBYTES
    private const string Display = "codeDisplay=";

    public static bool Fits(Fields file) => file.Has("kdfParams") && file.Has("encryptedData");

    public static bool FitsLine(string line) => line.Contains(Display, StringComparison.Ordinal);

    /// <param name="lines">Without blank ones and remarks.</param>
    public static Reading Read(IReadOnlyList<string> lines, bool isNewer = false)
    {
        if (lines.Count > ImportFile.MaximumEntries) return Refuse(FileRefusal.TooLarge);
        List<Item> items = [];
        foreach (var (at, line) in lines.Index())
            if (ReadLine(line, at + 1) is { } item) items.Add(item);
        return new Reading.Read(Format.Ente, isNewer ? [FileWarning.NewerVersion] : [], items);
    }

    public static Reading ReadSealed(Fields file, string? password)
    {
        var costs = file.Object("kdfParams");
        if (costs.Base64("salt") is not { Length: SaltLength } salt || costs.Number("memLimit") is not { } memory || costs.Number("opsLimit") is not { } passes) return Refuse(FileRefusal.Damaged);
        if (file.Base64("encryptionNonce") is not { Length: Sodium.StreamHeaderLength } header || file.Base64("encryptedData") is not { Length: >= Sodium.StreamOverhead } sealedText) return Refuse(FileRefusal.Damaged);
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
                var reading = Utf8.IsValid(text) ? Read(Lines.Of(Encoding.UTF8.GetString(text)), file.Number("version") > Version) : Refuse(FileRefusal.Damaged);
                CryptographicOperations.ZeroMemory(text);
                return reading;
            case Derivation.OutOfReach lacking: return new Reading.OutOfReach(Format.Ente, lacking.Message);
            default: throw new UnreachableException();
        }
    }

    /// <returns>Null for one that was thrown away in Ente, which exports it all the same.</returns>
    private static Item? ReadLine(string line, int place)
    {
        var display = DisplayOf(line);
        if (display.Flag("trashed")) return null;
        var reading = Lines.Read(WithoutGluedPeriod(line), place);
        return reading is not Item.Accepted item ? reading : item with { Entry = item.Entry with { Note = display.Text("note"), Favourite = display.Flag("pinned"), Groups = display.Texts("tags") } };
    }

    /// <summary>JSON, percent-encoded. Where it is none, the entry is shown as any other.</summary>
    private static Fields DisplayOf(string line)
    {
        var at = line.IndexOf(Display, StringComparison.Ordinal);
        if (at < 0) return new Fields(default);
        var value = line[(at + Display.Length)..];
        var end = value.IndexOf('&');
        if (end >= 0) value = value[..end];
        using var json = Json.Parse(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(value.Replace('+', ' '))));
        return new Fields(json?.RootElement.Clone() ?? default);
    }

    /// <summary>Old exports have issuers with the next parameter glued on: <c>issuer=Exampleperiod=30</c> (ente code.dart).</summary>
    private static string WithoutGluedPeriod(string line)
    {
        var issuer = line.IndexOf("issuer=", StringComparison.Ordinal);
        if (issuer < 0) return line;
        var end = line.IndexOf('&', issuer);
        if (end < 0) end = line.Length;
        var glued = line.IndexOf("period=", issuer, end - issuer, StringComparison.Ordinal);
        return glued < 0 ? line : line[..glued] + line[end..];
    }

    private static Reading.Refused Refuse(FileRefusal reason) => new(Format.Ente, reason);
}
