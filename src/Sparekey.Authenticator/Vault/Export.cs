using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Verbs;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>The formats of an export.</summary>
internal enum ExportFormat
{
    /// <summary>Encrypted. Carries everything.</summary>
    Aegis,

    /// <summary><c>otpauth://</c> lines: keys, names and parameters, without notes, groups and favourites.</summary>
    Uri,

    /// <summary><c>otpauth-migration://</c> lines for Google Authenticator, which carry less.</summary>
    Migration,
}

/// <summary>A copy of all keys in memory, which is compared with the vault before any byte is written.</summary>
/// <param name="File">The bytes for the disk.</param>
/// <param name="Written">The entries in the copy, in order.</param>
/// <param name="LeftOut">The entries that the format cannot carry, with the reasons.</param>
internal sealed record Export(ExportFormat Format, byte[] File, IReadOnlyList<Entry> Written,
    IReadOnlyList<(string Name, string Why)> LeftOut)
{
    public static Export Make(ExportFormat format, IReadOnlyList<Entry> entries, string? password) => format switch
    {
        ExportFormat.Aegis => AegisFile.Write(entries, password!, VaultAccess.Random) switch
        {
            AegisWriting.Written written => new Export(format, written.File, entries, []),
            AegisWriting.OutOfReach missing => throw new StopException(ExitCode.Failed, missing.Message),
            _ => throw new UnreachableException(),
        },
        ExportFormat.Uri => new Export(format,
            Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry.Otp.Format() + "\n"))), entries, []),
        ExportFormat.Migration => ForGoogle(entries),
        _ => throw new UnreachableException(),
    };

    private static Export ForGoogle(IReadOnlyList<Entry> entries)
    {
        var writing = MigrationPayload.Format(entries.Select(entry => entry.Otp), BatchId());
        var leftOut = writing.LeftOut.Select(left => left.Uri).ToHashSet(ReferenceEqualityComparer.Instance);
        return new Export(ExportFormat.Migration,
            Encoding.UTF8.GetBytes(string.Concat(writing.Uris.Select(uri => uri + "\n"))),
            [.. entries.Where(entry => !leftOut.Contains(entry.Otp))],
            [.. writing.LeftOut.Select(left => (Display.Name(left.Uri), left.Why.Message()))]);
    }

    /// <summary>Random, so that the parts of two exports can be told apart.</summary>
    public static int BatchId() => RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Reads the export again and compares every entry with the original.</summary>
    /// <returns>Null if everything is there; otherwise the first difference, as the end of a sentence.</returns>
    public static string? Loss(Export export, string? password)
    {
        if (Copies(export, password) is not { } copies) return "did not open";
        if (copies.Count != export.Written.Count)
            return $"has {copies.Count} entries instead of {export.Written.Count}";
        for (var i = 0; i < copies.Count; i++)
        {
            if (copies[i] is not { } copy || !IsWhole(export.Format, export.Written[i], copy))
                return $"entry {i + 1} is not as it was";
        }
        return null;
    }

    private static IReadOnlyList<Entry?>? Copies(Export export, string? password)
    {
        // A file without lines would not be recognised.
        if (export.Written.Count == 0 && export.Format is not ExportFormat.Aegis) return [];
        // Opened as a vault, because an import refuses counters that other apps cannot read.
        if (export.Format is ExportFormat.Aegis)
            return AegisVault.Open(export.File, password!) is AegisOpening.Opened { Vault: var vault }
                ? [.. vault.Entries.Select(kept => kept.Entry)]
                : null;
        return ImportFile.Read(export.File, null) is Reading.Read read
            ? [.. read.Items.Select(item => (item as Item.Accepted)?.Entry)]
            : null;
    }

    private static bool IsWhole(ExportFormat format, Entry entry, Entry copy) =>
        entry.Otp.IsSameAs(copy.Otp)
        && (entry.Otp.Kind is OtpKind.Steam
            || (entry.Otp.Algorithm == copy.Otp.Algorithm && entry.Otp.Digits == copy.Otp.Digits))
        && (entry.Otp.Kind is not OtpKind.Totp || entry.Otp.Period == copy.Otp.Period)
        && (entry.Otp.Kind is not OtpKind.Hotp || entry.Otp.Counter == copy.Otp.Counter)
        && (format is not ExportFormat.Aegis
            || (entry.Note == copy.Note && entry.Favourite == copy.Favourite
                && entry.Groups.SequenceEqual(copy.Groups)));

    /// <summary>Does not print the content.</summary>
    public override string ToString() => "Export(…)";
}
