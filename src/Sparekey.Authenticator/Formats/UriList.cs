using System.Text;

namespace Sparekey.Authenticator.Formats;

/// <summary>A text of <c>otpauth://</c> addresses, one a line.</summary>
public static class UriList
{
    /// <summary>Whoever has it has the codes. Notes, groups and favourites have no place in it.</summary>
    /// <returns>One line an entry, each ended by a line feed.</returns>
    public static string Write(IEnumerable<Entry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries) text.Append(entry.Otp.Format()).Append('\n');
        return text.ToString();
    }

    internal static bool FitsLine(string line) => line.Begins(Lines.Otpauth) || line.Begins(Lines.Steam);

    internal static Reading Read(IReadOnlyList<string> lines)
    {
        if (lines.Count > ImportFile.MaximumEntries) return new Reading.Refused(Format.UriList, FileRefusal.TooLarge);
        return new Reading.Read(Format.UriList, [], [.. lines.Select((line, at) => Lines.Read(line, at + 1))]);
    }
}
