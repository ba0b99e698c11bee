using System.Text;
using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Reads files that are named on the command line. A file may be a pipe, and may have no end.</summary>
internal static class InputFile
{
    /// <summary>
    /// The content. Reading stops soon after <see cref="ImportFile.MaximumLength"/>, so that the caller can see that
    /// the file is too large.
    /// </summary>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder, not a file");
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(stream);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static byte[] Read(Stream stream)
    {
        using var content = new MemoryStream();
        var part = new byte[64 * 1024];
        while (content.Length <= ImportFile.MaximumLength && stream.Read(part) is var read and > 0)
            content.Write(part, 0, read);
        return content.ToArray();
    }

    /// <summary>The first line of a file as text, without its end.</summary>
    public static string FirstLine(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
