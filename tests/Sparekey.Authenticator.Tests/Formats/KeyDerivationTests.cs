using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class KeyDerivationTests
{
    [Fact]
    public void DerivesByScrypt_AsRfc7914Section12Does() => Assert.Equal(
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622"
            + "eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        Hex(Sodium.Scrypt("password"u8, "NaCl"u8, 1024, 8, 16, 64)));

    [Fact]
    public void DerivesByArgon2id_AsItsReferenceDoes() => Assert.Equal(   // phc-winner-argon2 src/test.c
        "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        Hex(Argon2.Id("password"u8, "somesalt"u8, 64 * 1024, 2, 1, 32)));

    [Fact]
    public void TakesEightKibibytesALane_WhenItIsAskedForLess() =>
        Assert.Equal(Hex(Argon2.Id("password"u8, "somesalt"u8, 32, 1, 4, 32)),
            Hex(Argon2.Id("password"u8, "somesalt"u8, 8, 1, 4, 32)));

    [Fact]
    public void SaysWhatToInstall_WhenALibraryIsMissing()
    {
        Assert.Equal(
            "This needs libsodium. Install it (Debian and Ubuntu: apt-get install libsodium23; "
                + "macOS: brew install libsodium) and try again.",
            KeyLibraries.Missing(KeyLibraries.Sodium));
        Assert.Equal(
            "This needs libargon2. Install it (Debian and Ubuntu: apt-get install libargon2-1; "
                + "macOS: brew install argon2) and try again.",
            KeyLibraries.Missing(KeyLibraries.Argon2));
    }

    private static string Hex(Derivation derivation) =>
        Convert.ToHexStringLower(Assert.IsType<Derivation.Made>(derivation).Key);
}
