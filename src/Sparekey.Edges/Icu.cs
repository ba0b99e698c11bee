namespace Sparekey.Edges;

/// <summary>
/// The system's Unicode library. Without it <see cref="string.Normalize()"/> does nothing and reports no error: the
/// same password typed on two keyboards would be two different passwords.
/// </summary>
public static class Icu
{
    public const string Missing =
        "Text cannot be normalised, because ICU is missing or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT is set: unset it, "
            + "install ICU (Debian and Ubuntu: apt-get install libicu72 or newer, macOS: "
            + "brew install icu4c) and start again.";

    public static bool IsPresent => "e\u0301".Normalize().Length == 1;

    /// <exception cref="StartException"/>
    public static void Require()
    {
        if (!IsPresent) throw new StartException(Missing);
    }
}
