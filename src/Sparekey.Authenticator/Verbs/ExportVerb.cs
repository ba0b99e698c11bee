using System.CommandLine;
using System.Diagnostics;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>export --to FILE</c>: writes a backup, encrypted by default.</summary>
internal static class ExportVerb
{
    private static readonly Option<string> To = new("--to")
    {
        Description = "The file to write; - is standard output.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<ExportFormat?> As = Figures.Choice("--format",
        "aegis (the default) is encrypted under a password of its own; the others are plain text.",
        ("aegis", ExportFormat.Aegis), ("uri", ExportFormat.Uri), ("migration", ExportFormat.Migration));

    private static readonly Option<bool> Plain = new("--plain-text-is-fine")
    {
        Description = "Do not ask before writing keys that anybody can read.",
    };
    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replace a file that is there already.",
    };
    private static readonly Option<string?> ExportPasswordFile = new("--export-password-file")
    {
        Description =
            "Read the password of the export from the first line of this file. Otherwise it is asked for, twice.",
        HelpName = "FILE",
    };

    private const string Promise = "plain";

    public static Command In(Surroundings around)
    {
        var command = new Command("export", "Write a copy of all keys: a backup, or for another app.")
        {
            To, As, Plain, Overwrite, ExportPasswordFile,
        };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var to = parsed.GetRequiredValue(To);
        var format = parsed.GetValue(As) ?? ExportFormat.Aegis;
        var isOutput = to == StandardInput.Name;
        if (!isOutput && IsDevice(to))
            throw new StopException(ExitCode.Usage, $"{to} is no ordinary file. --to - writes to standard output.");
        if (!isOutput && File.Exists(to) && !parsed.GetValue(Overwrite))
            throw new StopException(ExitCode.Failed,
                $"{to} is there already. Choose another name, or say --overwrite.");
        if (!isOutput && Directory.Exists(to))
            throw new StopException(ExitCode.Failed, $"{to} is a folder. Name the file to write in it.");
        if (!isOutput && Path.GetDirectoryName(Path.GetFullPath(to)) is var folder && !Directory.Exists(folder))
            throw new StopException(ExitCode.Failed, $"There is no folder {folder}. Make it first, or choose another.");
        using var access = VaultAccess.Of(around, parsed);
        if (!isOutput && VaultPlace.Find(to) == access.Path)
            throw new StopException(ExitCode.Usage, "This is the vault itself. Choose another file for the export.");
        var vault = access.Read();
        // On file systems that ignore case, and through hard links, the vault has other names too.
        if (!isOutput && access.IsAlso(to))
            throw new StopException(ExitCode.Usage,
                $"{to} is the vault itself by another name, or a copy of it as it is now. "
                    + "Choose another file for the export.");
        IReadOnlyList<Entry> entries = [.. vault.Entries.Select(kept => kept.Entry)];
        foreach (var unusable in vault.Unusable)
            around.Warn($"{Display.Text(unusable.Name)} cannot be used here and is not in the export. "
                + "The vault file itself keeps it.");

        string? password = null;
        if (format is ExportFormat.Aegis)
            password = new PasswordSource(around, ExportPasswordFile.Name, parsed.GetValue(ExportPasswordFile))
                .New("Password for the export");
        else RequirePlain(around, parsed);

        var export = Export.Make(format, entries, password);
        if (Export.Loss(export, password) is { } loss)
            throw new StopException(ExitCode.Failed,
                $"The export was read back and {loss}. Nothing was written. Please report this.");
        if (isOutput)
        {
            using var output = Console.OpenStandardOutput();
            output.Write(export.File);
        }
        else
        {
            WriteAndReadBack(Path.GetFullPath(to), export.File);
        }
        foreach (var (name, why) in export.LeftOut)
            around.Error.WriteLine($"left out       {name}\n               {why}");
        around.Error.WriteLine(
            $"{Display.Count(export.Written.Count, "key", "keys")} written and read back"
                + $"{(isOutput ? "" : $": {to}")}.");
        if (format is ExportFormat.Aegis)
            around.Error.WriteLine(
                "Keep it on another device, and its password in another place. Aegis, the web app and import read it.");
        else if (!isOutput)
            around.Error.WriteLine(
                "Whoever has this file can make your codes. Delete it when it has served its purpose.");
        return export.LeftOut.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void RequirePlain(Surroundings around, ParseResult parsed)
    {
        if (parsed.GetValue(Plain)) return;
        var typed = around.Questions.Ask($"Whoever reads this can make all your codes. Type {Promise} to go on",
            "Say --plain-text-is-fine if you are sure.");
        if (!typed.Trim().Equals(Promise, StringComparison.OrdinalIgnoreCase))
            throw new StopException(ExitCode.Failed, "Nothing was written.");
    }

    // Replacing a device would remove it for every program of the machine. A file in /dev/shm is an ordinary file in
    // memory.
    private static bool IsDevice(string to) =>
        Path.GetFullPath(to) is var path
            && (path.StartsWith("/dev/", StringComparison.Ordinal)
                || path.StartsWith("/proc/", StringComparison.Ordinal))
            && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void WriteAndReadBack(string path, byte[] file)
    {
        PrivateFile.Replace(path, file);
        // The entries of these bytes were compared before. Now the disk must hold exactly these bytes.
        if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(file))
            throw new StopException(ExitCode.Failed,
                $"{path} reads otherwise than it was written. Do not rely on it; try another disk.");
    }
}
