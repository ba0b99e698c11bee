using System.Diagnostics;

namespace Sparekey.Server.Tests.Operations;

/// <summary>The built program as a process of its own, as an operator starts it.</summary>
internal static class Program
{
    internal sealed record Ended(int ExitCode, string Output, string Errors);

    internal static async Task<Ended> Run(string arguments, string? folder = null,
        params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, folder, environment);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new Xunit.Sdk.XunitException($"'sparekey {arguments}' did not end.", e);
        }
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts the program. The caller ends the process.</summary>
    internal static Process Start(string arguments, string? folder = null,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet",
            $"\"{Path.Combine(AppContext.BaseDirectory, "sparekey.dll")}\" {arguments}")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
