using System.Text;

namespace Sparekey.Authenticator.Formats;

/// <summary>A text of <c>otpauth://</c> addresses, one on each line.</summary>
public static class UriList
{
    /// <summary>
    /// Writes entries without encryption: a person who has the text can make the codes. Notes, groups and favourites
    /// are left out, because addresses cannot carry them.
    /// </summary>
    /// <returns>One line for each entry, each ended by a line feed.</returns>
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
