using System.Diagnostics;
using System.Text;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Vault;

/// <summary>How a copy of all keys can be written.</summary>
internal enum ExportFormat
{
    /// <summary>Encrypted; everything is in it.</summary>
    Aegis,

    /// <summary><c>otpauth://</c> lines: names and figures, without notes, groups and favourites.</summary>
    Uri,
}

/// <summary>A copy of all keys, made and compared before a byte of it is written.</summary>
/// <param name="File">As it goes to disk.</param>
/// <param name="Written">The entries in it, in order.</param>
/// <param name="LeftOut">What the format cannot carry, and why.</param>
internal sealed record Export(ExportFormat Format, byte[] File, IReadOnlyList<Entry> Written, IReadOnlyList<(string Name, string Why)> LeftOut)
{
    public static Export Make(ExportFormat format, IReadOnlyList<Entry> entries, string? password) => format switch
    {
        ExportFormat.Aegis => AegisFile.Write(entries, password!, VaultAccess.Random) switch
        {
            AegisWriting.Written written => new Export(format, written.File, entries, []),
            AegisWriting.OutOfReach missing => throw new StopException(ExitCode.Failed, missing.Message),
            _ => throw new UnreachableException(),
        },
        ExportFormat.Uri => new Export(format, Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry.Otp.Format() + "\n"))), entries, []),
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads the file as an import would, and looks for what is not as it was.</summary>
    /// <returns>Null when everything is there; else what is not, as the end of a sentence.</returns>
    public static string? Loss(Export export, string? password)
    {
        if (export.Written.Count == 0) return null;   // a list of no addresses is no format
        if (ImportFile.Read(export.File, password) is not Reading.Read read) return "did not open";
        if (read.Items.Count != export.Written.Count) return $"has {read.Items.Count} entries instead of {export.Written.Count}";
        for (var i = 0; i < read.Items.Count; i++)
        {
            if (read.Items[i] is not Item.Accepted { Entry: var copy } || !IsWhole(export.Format, export.Written[i], copy)) return $"entry {i + 1} is not as it was";
        }
        return null;
    }

    private static bool IsWhole(ExportFormat format, Entry entry, Entry copy) =>
        entry.Otp.IsSameAs(copy.Otp)
        && (entry.Otp.Kind is Otp.OtpKind.Steam || (entry.Otp.Algorithm == copy.Otp.Algorithm && entry.Otp.Digits == copy.Otp.Digits))
        && (entry.Otp.Kind is not Otp.OtpKind.Totp || entry.Otp.Period == copy.Otp.Period)
        && (entry.Otp.Kind is not Otp.OtpKind.Hotp || entry.Otp.Counter == copy.Otp.Counter)
        && (format is not ExportFormat.Aegis || (entry.Note == copy.Note && entry.Favourite == copy.Favourite && entry.Groups.SequenceEqual(copy.Groups)));

    /// <summary>Never the content.</summary>
    public override string ToString() => "Export(…)";
}
