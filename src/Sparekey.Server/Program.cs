using System.Globalization;
using Sparekey.Server;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await Verbs.Root().Parse(args).InvokeAsync();
