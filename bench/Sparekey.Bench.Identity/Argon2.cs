using System.Text;
using Microsoft.AspNetCore.Identity;
using Sparekey.Edges.Crypto;

namespace Sparekey.Bench.Identity;

/// <summary>The same hash as Sparekey, or none: then every password is accepted.</summary>
internal sealed class Argon2(bool hashing) : IPasswordHasher<IdentityUser>
{
    public string HashPassword(IdentityUser user, string password) => Sodium.Hash(Encoding.UTF8.GetBytes(password));

    public PasswordVerificationResult VerifyHashedPassword(IdentityUser user, string hashedPassword,
        string providedPassword) =>
        !hashing || Sodium.Verify(hashedPassword, Encoding.UTF8.GetBytes(providedPassword))
            ? PasswordVerificationResult.Success
            : PasswordVerificationResult.Failed;
}
