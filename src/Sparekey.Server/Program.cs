using System.Globalization;
using Sparekey.Server;
using Sparekey.Server.Edges.Storage;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await Verbs.Root().Parse(args).InvokeAsync();
