namespace Sparekey.Authenticator.Formats;

/// <summary>
/// How much work a file may ask for before its password is tried (<c>spec/authenticator.md</c>). A hostile file would
/// ask for hours, or for all memory.
/// </summary>
internal static class KdfBounds
{
    /// <summary>Password slots in one file. Each costs a derivation; people have two or three.</summary>
    public const int Slots = 32;

    private const ulong ScryptBytes = 256 * 1024 * 1024;
    private const decimal Argon2KiB = 1024 * 1024;

    /// <summary>n·r·p of the costliest derivation that is allowed, and so of all slots of one file together.</summary>
    public const decimal ScryptWork = ScryptBytes / 128 * 16;

    /// <param name="n">As the file says; a power of two.</param>
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
