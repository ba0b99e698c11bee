using System.Text.Json;

namespace Sparekey.Authenticator.Formats;

/// <summary>Reads a file of keys, whichever app wrote it.</summary>
public static class ImportFile
{
    /// <summary>32 MiB. Files of keys are small; icons make them large.</summary>
    public const int MaximumLength = 32 * 1024 * 1024;

    /// <summary>Entries of one file.</summary>
    public const int MaximumEntries = 10_000;

    /// <summary>Tells the format from the content and reads it.</summary>
    /// <param name="file">As read from disk.</param>
    /// <param name="password">Null when none was given yet.</param>
    /// <returns>Always an answer, whatever the bytes. The caller disposes the keys.</returns>
    public static Reading Read(ReadOnlyMemory<byte> file, string? password)
    {
        if (file.Length > MaximumLength) return new Reading.Refused(null, FileRefusal.TooLarge);
        using var json = Json.Parse(file);
        if (json is not null && AegisFile.Fits(json.RootElement)) return AegisFile.Read(json.RootElement, password);
        return new Reading.Refused(null, FileRefusal.NotRecognised);
    }
}
