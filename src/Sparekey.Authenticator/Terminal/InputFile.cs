using System.Text;
using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Files that are named on the command line. They may be pipes, and may have no end.</summary>
internal static class InputFile
{
    /// <summary>The content, up to one byte more than is ever read: enough to see that it is too large.</summary>
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

    /// <summary>Text of a file in which only the first line counts.</summary>
    public static string FirstLine(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
