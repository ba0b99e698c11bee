namespace Sparekey.Browser.Tests;

/// <summary>
/// Two sans-serif fonts with which every page must fit its screen. <c>./test</c> installs the first of each list on
/// Debian; macOS and Windows have the second.
/// </summary>
public static class Fonts
{
    public const string Narrow = "Carlito, 'Arial Narrow'";
    public const string Wide = "'DejaVu Sans', Verdana";
}
