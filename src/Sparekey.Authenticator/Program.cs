using System.CommandLine;
using System.Globalization;
using System.Text;
using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Verbs;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
MemoryDump.Forbid();
Interruption.Watch();
var around = Surroundings.OfProcess();
return CommandLine.Run(
    new RootCommand("An authenticator: keys in an encrypted file, codes on request.")
    {
        VaultOptions.Vault,
        VaultOptions.PasswordFile,
        AddVerb.In(around),
        CodeVerb.In(around),
        ListVerb.In(around),
        ShowVerb.In(around),
        ImportVerb.In(around),
        ExportVerb.In(around),
        RemoveVerb.In(around),
        RenameVerb.In(around),
        QrVerb.In(around),
        PasswordVerb.In(around),
        DoctorVerb.In(around),
    },
    args, around);
