using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Otp.Tests;

public sealed class NfcTests
{
    private const string File = "otp/nfc.json";

    [Fact]
    public void Composes_WhatAnIndependentProgramDoes()
    {
        foreach (var vector in Vectors.Read(File))
        {
            var composed = Nfc.Compose(vector.Text("text"));
            Assert.Equal(vector.Text("nfc"), composed);
            Assert.Equal(composed, Nfc.Compose(composed));
        }
    }

    [Fact]
    public void Composes_EveryScalarValue()
    {
        var all = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => Nfc.Compose(new Rune(value).ToString()));
        Assert.Equal(Vectors.Property(File, "every_scalar_value_sha256"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all)))));
    }

    [Fact]
    public void Replaces_HalfASurrogatePair() => Assert.Equal("a\ufffd", Nfc.Compose("a\ud83d"));
}
