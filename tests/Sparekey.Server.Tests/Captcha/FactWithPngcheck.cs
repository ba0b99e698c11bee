using System.Diagnostics;
using Sparekey.Server.Tests.Operations;

namespace Sparekey.Server.Tests.Captcha;

/// <summary>
/// A test that needs the program pngcheck (Debian package pngcheck). Shown as skipped where it is not installed.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithPngcheckAttribute : FactAttribute
{
    private const string Program = "/usr/bin/pngcheck";

    public FactWithPngcheckAttribute()
    {
        if (!File.Exists(Program))
            Skip = $"{Program} is not installed.";
    }

    /// <returns>0 when pngcheck finds no fault.</returns>
    public static int Check(byte[] png)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, png);
            using var process = Process.Start(Program, ["-q", file]);
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
