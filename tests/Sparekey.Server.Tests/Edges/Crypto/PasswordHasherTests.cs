using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class PasswordHasherTests : IAsyncLifetime
{
    private const string Password = "Pässword with ✓ and spaces";

    // Peppered with Node's crypto and hashed with Debian's argon2 20171227; the salt is 0123456789abcdef.
    private const string Independent =
        "k1$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OtqfCZKsSigAD2fIl3Ghvw0eaah+csbPLHA7mRJJ8OM";

    private readonly HashingAdmission _gate = new(2, TimeSpan.FromSeconds(1), TimeProvider.System);
    private readonly PasswordHasher _hasher;
    private Slot _place = null!;

    public PasswordHasherTests() => _hasher = new PasswordHasher(Keys.One, _gate);

    public async Task InitializeAsync() => _place = (await _gate.Enter("192.0.2.0/24", 1, default))!;

    public Task DisposeAsync()
    {
        _place.Dispose();
        _gate.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Verifies_OnlyThePassword()
    {
        var stored = await _hasher.Hash(Password, _place);
        Assert.Matches(@"^k1\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", stored);
        Assert.True(await _hasher.Verify(Password, stored, _place));
        Assert.False(await _hasher.Verify(Password + " ", stored, _place));
        Assert.False(await _hasher.Verify("", stored, _place));
        Assert.False(_hasher.NeedsRehash(stored));
        Assert.NotEqual(stored, await _hasher.Hash(Password, _place));
    }

    [Fact]
    public async Task Verifies_WhatAnotherImplementationHashed() =>
        Assert.True(await _hasher.Verify(Password, Independent, _place));

    [Fact]
    public async Task Verifies_WhenTheKeyboardComposesOtherwise() => Assert.True(await _hasher.Verify(
        "Pa\u0308ssword with ✓ and spaces", Independent, _place));

    [FactWithArgon2]
    public async Task Verifies_WhatArgon2OfThisMachineHashes()
    {
        var peppered = Convert.ToBase64String(HMACSHA256.HashData(Keys.One.Derive(1, "pepper"), Encoding.UTF8.GetBytes(
            "correct horse battery")));
        using var argon2 = Process.Start(new ProcessStartInfo("argon2",
            "saltsaltsaltsalt -id -t 2 -k 19456 -p 1 -l 32 -e")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await argon2.StandardInput.WriteAsync(peppered);
        argon2.StandardInput.Close();
        var phc = (await argon2.StandardOutput.ReadToEndAsync()).Trim();
        await argon2.WaitForExitAsync();
        Assert.StartsWith(Sodium.Shape, phc);
        Assert.True(await _hasher.Verify("correct horse battery", "k1" + phc, _place));
        Assert.False(await _hasher.Verify("correct horse batterz", "k1" + phc, _place));
    }

    [Fact]
    public async Task Refuses_WithoutThePepper()
    {
        Assert.False(await new PasswordHasher(Keys.Other, _gate).Verify(Password, Independent, _place));
        Assert.False(Sodium.Verify(Independent[2..], Encoding.UTF8.GetBytes(Password)));
    }

    [Fact]
    public async Task OldHashesVerify_AndAskToBeRenewed_WhenTheRingWasRotated()
    {
        var rotated = new PasswordHasher(Keys.One.Rotate(Keys.Random, Keys.Today), _gate);
        Assert.True(await rotated.Verify(Password, Independent, _place));
        Assert.True(rotated.NeedsRehash(Independent));
        Assert.StartsWith("k2$argon2id$", await rotated.Hash(Password, _place));
    }

    [Theory]
    [InlineData("k1$argon2id$v=19$m=19456,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OtqfCZKsSigAD2fIl3Ghvw0eaah+csbPLHA7mRJJ8OM")]
    [InlineData("k1$argon2id$v=19$m=65536,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OtqfCZKsSigAD2fIl3Ghvw0eaah+csbPLHA7mRJJ8OM")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OtqfCZKsSigAD2fIl3Ghvw0eaah+csbPLHA7mRJJ8OM")]
    [InlineData("k1$2b$10$abcdefghijklmnopqrstuv")]
    [InlineData("")]
    public void AsksToBeRenewed_WhenTheCostOrKindIsAnother(string stored) => Assert.True(_hasher.NeedsRehash(stored));

    [Theory]
    [InlineData("")]
    [InlineData("k$argon2id$")]
    [InlineData("k-1$argon2id$")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OtqfCZKsSigAD2fIl3Ghvw0eaah+csbPLHA7mRJJ8OM")]
    [InlineData("k9$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$OtqfCZKsSigAD2fIl3Ghvw0eaah+csbPLHA7mRJJ8OM")]
    public async Task Throws_WhenTheStoredTextIsNotOurs(string stored) =>
        await Assert.ThrowsAsync<CryptographicException>(() => _hasher.Verify(Password, stored, _place));

    [Fact]
    public async Task NothingIsNeverVerified_AndTakesTheTimeOfAVerification()
    {
        var times = new List<double>[] { [], [] };
        double Ratio() => times[1].Min() / times[0].Min();
        // The fastest run of each is the work itself, without other load of the machine. A busy machine needs more
        // rounds to show it.
        for (var round = 0; round < 12 || (round < 120 && Ratio() is < 0.7 or > 1.4); round++)
        {
            var watch = Stopwatch.StartNew();
            Assert.False(await _hasher.Verify("wrong", Independent, _place));
            times[0].Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            Assert.False(await _hasher.VerifyDummy("wrong", _place));
            times[1].Add(watch.Elapsed.TotalMilliseconds);
        }
        Assert.InRange(Ratio(), 0.7, 1.4);
    }

    private sealed class FactWithArgon2Attribute : FactAttribute
    {
        public FactWithArgon2Attribute()
        {
            try
            {
                using var argon2 = Process.Start(new ProcessStartInfo("argon2", "-h")
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                });
            }
            catch (Win32Exception)
            {
                Skip = "The command argon2 is not installed (Debian: apt-get install argon2).";
            }
        }
    }
}
