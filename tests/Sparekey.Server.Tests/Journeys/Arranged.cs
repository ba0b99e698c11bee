using System.Security.Cryptography;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Otp;
using Sparekey.Server.Accounts;
using Sparekey.Server.Captcha;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>Rows that a test needs and that would take long to make over HTTP: factors, and solved captchas.</summary>
public static class Arranged
{
    /// <summary>An authenticator of the account, as the holder's phone keeps it.</summary>
    public sealed record Authenticator(House House, string FactorId, byte[] Secret)
    {
        /// <summary>The code of now, or of a number of steps later.</summary>
        public string Code(int later = 0) =>
            Totp.Compute(Secret, House.Clock.GetUtcNow() + TimeSpan.FromSeconds(30 * later));

        /// <summary>Six digits that are no code of the steps near now.</summary>
        public string WrongCode()
        {
            for (var guess = 0; ; guess++)
                if (Totp.FindStep(Secret, guess.ToString("D6"), House.Clock.GetUtcNow(), 1) is null)
                    return guess.ToString(
                        "D6");
        }
    }

    public static async Task<Authenticator> HasAuthenticator(this Person person, string name = "Phone app")
    {
        var secret = RandomNumberGenerator.GetBytes(20);
        return new Authenticator(person.House, await person.HasFactor(FactorKind.Authenticator, name, "", secret),
            secret);
    }

    /// <returns>The factor's id.</returns>
    public static async Task<string> HasPhone(this Person person, string number = "+84912345621")
    {
        Assert.True(PhoneNumber.TryParse(number, out var phone));
        return await person.HasFactor(FactorKind.Phone, "Phone", phone.Hint,
            System.Text.Encoding.UTF8.GetBytes(phone.Value));
    }

    public static async Task<(string FactorId, string[] Codes)> HasRecoveryCodes(this Person person)
    {
        var factor = await person.HasFactor(FactorKind.RecoveryCode, "Recovery codes", "", null);
        var codes = Enumerable.Range(0, RecoveryCodeText.SetSize)
            .Select(_ => RecoveryCodeText.Format(RandomNumberGenerator.GetBytes(RecoveryCodeText.Bytes))).ToArray();
        var change = Change.OfNobody();
        foreach (var (position, code) in codes.Index())
            change.Add("INSERT INTO recovery_codes (account_id, factor_id, position, code_hash) "
                + "VALUES (@account, @factor, @position, @hash)", new
            {
                account = person.Id(), factor = Factor(factor), position,
                hash = person.House.Get<FactorVerification>()
                    .RecoveryCodeHash(person.Id(), Factor(factor), RecoveryCodeText.Normalize(code)!),
            });
        await person.House.Database.Commit(change, CancellationToken.None);
        return (factor, codes);
    }

    public static AccountId Id(this Person person) => new(Guid.ParseExact(person.AccountId, "N"));

    /// <summary>A solved captcha, without its picture.</summary>
    public static async Task<string> SolvedCaptcha(this House house, CaptchaPurpose purpose)
    {
        var now = house.Clock.GetUtcNow();
        var expires = now + TimeSpan.FromMinutes(2);
        var token = house.Get<CaptchaTokens>().New(purpose, expires);
        await house.Database.Commit(Change.OfNobody().Add(
            "INSERT INTO captchas (captcha_id, purpose, gap_x, challenge, bits, tries, answered_at, token_hash, "
                + "expires_at) VALUES (@id, @purpose, 0, '', 4, 1, @now, @key, @expires)",
            new
            {
                id = token[..32], purpose = WireName.Of(purpose), now, key = house.Get<CaptchaTokens>().KeyOf(token),
                expires,
            }),
                CancellationToken.None);
        return token;
    }

    /// <summary>The token of a sign-in that waits for its second factor.</summary>
    public static async Task<string> HalfSignsIn(this Person person)
    {
        var reply = await person.House.Post("/v1/sign-ins",
            new
            {
                email = person.Email, password = person.Password,
                captcha_token = await person.House.SolvedCaptcha(CaptchaPurpose.SignIn),
            });
        Assert.Equal("second_factor", reply.Text("state"));
        return reply.Text("sign_in");
    }

    public static async Task<string[]> HalfSignsInTimes(this Person person, int times)
    {
        var flows = new string[times];
        for (var i = 0; i < times; i++) flows[i] = await person.HalfSignsIn();
        return flows;
    }

    public static Task<House.Reply> Answers(this House house, string signIn, string factorId, string code) =>
        house.Post(
            "/v1/sign-in/answers", new { factor_id = factorId, code }, signIn);

    private static FactorId Factor(string id) => new(Guid.ParseExact(id, "N"));

    private static async Task<string> HasFactor(this Person person, FactorKind kind, string name, string hint,
        byte[]? secret)
    {
        var now = person.House.Clock.GetUtcNow();
        var factor = new FactorId(person.House.Get<Randomness>().NewId(now));
        await person.House.Database.Commit(Change.OfNobody().Add(
            """
            INSERT INTO factors
              (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, created_at, confirmed_at)
            VALUES (@account, @factor, @kind, 'active', @name, @hint, @secret, 0, @now, @now)
            """,
            new
            {
                account = person.Id(), factor, kind = WireName.Of(kind), name, hint,
                secret = secret is null ? null : person.House.Get<FactorSecrets>().Seal(person.Id(), factor, secret),
                now,
            }),
                CancellationToken.None);
        return factor.ToString();
    }
}
