using System.Diagnostics;

namespace Sparekey.Authenticator.Formats;

/// <summary>Messages for <see cref="FileRefusal"/>.</summary>
public static class FileRefusals
{
    /// <summary>One or two sentences for a person: what is wrong, and what to do.</summary>
    public static string Message(this FileRefusal reason) => reason switch
    {
        FileRefusal.NotRecognised =>
            "This is no file of keys that can be read here. Export again from the other app, "
                + "or check that it is the right file.",
        FileRefusal.UnsupportedFormat =>
            "This is a backup of FreeOTP, which FreeOTP itself often cannot restore. "
                + "Install FreeOTP+, and export from there as JSON.",
        FileRefusal.AccountBound =>
            "Only the Bitwarden account from which this export came can open it. "
                + "Export again, and choose \"password protected\".",
        FileRefusal.KdfOutOfBounds =>
            "This file asks for more memory or time to open than any honest one does, so it was not tried. "
                + "Export again from the other app.",
        FileRefusal.TooLarge => $"This file is too large: at most {ImportFile.MaximumLength / (1024 * 1024)} MiB and "
            + $"{ImportFile.MaximumEntries:N0} entries are read.",
        FileRefusal.Damaged =>
            "This file is damaged: a part of it is missing or was changed. Export again from the other app.",
        FileRefusal.WrongPassword => "The password is wrong, or the file is damaged.",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Messages for <see cref="FileWarning"/>.</summary>
public static class FileWarnings
{
    /// <summary>One or two sentences for a person.</summary>
    public static string Message(this FileWarning warning) => warning switch
    {
        FileWarning.NewerVersion =>
            "This file was written by a newer version than is known here. Check that nothing is missing.",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Names of formats for people.</summary>
public static class FormatNames
{
    public static string Name(this Format format) => format switch
    {
        Format.Aegis => "Aegis",
        Format.Twofas => "2FAS",
        Format.Andotp => "andOTP",
        Format.Bitwarden => "Bitwarden",
        Format.BitwardenCsv => "Bitwarden (CSV)",
        Format.BitwardenAuthenticator => "Bitwarden Authenticator",
        Format.FreeotpPlus => "FreeOTP+",
        Format.Ente => "Ente Auth",
        Format.Stratum => "Stratum",
        Format.GoogleMigration => "Google Authenticator",
        Format.UriList => "a list of addresses",
        Format.Freeotp => "FreeOTP",
        _ => throw new UnreachableException(),
    };
}
