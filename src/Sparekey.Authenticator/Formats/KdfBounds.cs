namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Limits on the work that a file may require before its password is tried (<c>spec/authenticator.md</c>). A hostile
/// file could otherwise take hours, or all memory.
/// </summary>
internal static class KdfBounds
{
    /// <summary>
    /// Maximum number of password slots in one file. Each slot costs a derivation; people have two or three.
    /// </summary>
    public const int Slots = 32;

    private const ulong ScryptBytes = 256 * 1024 * 1024;
    private const decimal Argon2KiB = 1024 * 1024;

    /// <summary>Largest n·r·p of one derivation, and of all slots of one file together.</summary>
    public const decimal ScryptWork = ScryptBytes / 128 * 16;

    /// <param name="n">As the file gives it. Only a power of two is allowed.</param>
    public static bool AllowScrypt(decimal n, decimal r, decimal p) =>
        n is >= 1 << 10 and <= 1 << 20 && ulong.IsPow2((ulong)n) && decimal.IsInteger(n)
        && r is >= 1 and <= 32 && decimal.IsInteger(r) && p is >= 1 and <= 16 && decimal.IsInteger(p)
        && 128 * n * r <= ScryptBytes;

    public static bool AllowPbkdf2(decimal iterations) =>
        iterations is >= 1 and <= 10_000_000 && decimal.IsInteger(iterations);

    public static bool AllowArgon2(decimal memoryKiB, decimal passes, decimal lanes) =>
        memoryKiB is >= 8 and <= Argon2KiB && passes is >= 1 and <= 16 && decimal.IsInteger(passes)
            && lanes is >= 1 and <= 16 && decimal.IsInteger(lanes);
}
