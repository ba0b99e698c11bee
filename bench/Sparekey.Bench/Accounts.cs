using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;
using Sparekey.Server.Captcha;
using Sparekey.Server.Integration;

namespace Sparekey.Bench;

/// <summary>
/// The accounts of the bench and their sign-ins. Client and server compute them from the same numbers; only the captcha
/// tokens are sent from the server to the client.
/// </summary>
internal static class Accounts
{
    public const string Password = "plum tractor sings at noon";
    public const string Integrator = "sk_bench";

    public static readonly byte[] Seed = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];

    /// <summary>An account id as pgbench computes it: 32 hexadecimal digits.</summary>
    public static Guid Id(int i) => Guid.ParseExact(i.ToString("x32"), "N");

    public static string Email(int i) => $"bench{i}@example.com";

    /// <summary>The body of the first step of a sign-in.</summary>
    public static string SignIn(int i, string captcha) =>
        $$"""{"email":"{{Email(i)}}","password":"{{Password}}","captcha_token":"{{captcha}}"}""";

    /// <summary>The token of a sign-in whose first step is done.</summary>
    public static string Begun(int round, int i) =>
        Base64Url.EncodeToString([
            .. Id(i).ToByteArray(bigEndian: true),
            .. Encoding.ASCII.GetBytes($"{round:x16}{i:x16}"),
        ]);

    public static string Code(DateTimeOffset now) => Otp.Totp.Compute(Seed, now);

    /// <summary>
    /// Writes accounts directly into the database. All share one password hash, since the cost of verifying is the
    /// same.
    /// </summary>
    public static async Task Write(IServiceProvider server, DateTimeOffset now, int count)
    {
        T Get<T>() where T : notnull => server.GetRequiredService<T>();
        var (emails, secrets) = (Get<AccountEmails>(), Get<FactorSecrets>());
        string password;
        using (var slot = await Get<HashingAdmission>().Enter("bench", 1, CancellationToken.None))
            password = await Get<PasswordHasher>().Hash(Password, slot!);
        var change = Change.OfNobody().Add(
            "INSERT INTO integrators (key_hash, integrator_id, name, created_at) VALUES (@key, @id, 'bench', 0)",
            new { key = Get<Integrators>().HashOf(Integrator), id = new IntegratorId(Guid.Empty) });
        for (var i = 0; i < count; i++)
        {
            var (account, factor) = (new AccountId(Id(i)), new FactorId(Id(i)));
            if (!EmailAddress.TryParse(Email(i), out var email)) throw new InvalidOperationException(Email(i));
            change.Add("INSERT INTO emails (email_index, account_id) VALUES (@index, @account)",
                    new { index = emails.Index(email), account })
                .Add("INSERT INTO accounts (account_id, email_index, email_sealed, password_hash, tier, "
                    + "identity_state, created_at) VALUES (@account, @index, @email, @password, 'basic', 'none', @now)",
                    new { account, index = emails.Index(email), email = emails.Seal(account, email), password, now })
                .Add("INSERT INTO factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, "
                    + "created_at) VALUES (@account, @factor, 'authenticator', 'active', 'Phone', '', "
                    + "@secret, 0, @now)",
                    new { account, factor, secret = secrets.Seal(account, factor, Seed), now });
        }
        await Get<Database>().Commit(change, CancellationToken.None);
    }

    /// <summary>Adds a solved captcha.</summary>
    /// <param name="id">32 hexadecimal digits, unique.</param>
    /// <returns>Its token.</returns>
    public static string Win(Change change, CaptchaTokens tokens, string id, DateTimeOffset now, DateTimeOffset expires)
    {
        var token = tokens.New(CaptchaPurpose.SignIn, expires);
        change.Add("INSERT INTO captchas (captcha_id, purpose, gap_x, challenge, bits, tries, answered_at, token_hash, "
            + "expires_at) VALUES (@id, 'sign_in', 0, '', 4, 1, @now, @key, @expires)",
            new { id, key = tokens.KeyOf(token), now, expires });
        return token;
    }

    /// <summary>
    /// Writes what one round needs: for each account a captcha token and a sign-in at its second step.
    /// </summary>
    /// <returns>The captcha tokens.</returns>
    public static async Task<string[]> Prepare(Server server, int round, int count)
    {
        var (tokens, hash) = (server.Get<CaptchaTokens>(), server.Get<KeyedHash>());
        var now = server.Clock.GetUtcNow();
        var expires = now.AddMinutes(5);
        var change = Change.OfNobody();
        var won = new string[count];
        for (var i = 0; i < count; i++)
        {
            won[i] = Win(change, tokens, $"{round:x8}{i:x24}", now, expires);
            change.Add("INSERT INTO sign_ins (account_id, token_hash, device, network, created_at, expires_at) "
                + "VALUES (@account, @key, 'Unknown device', '127.0.0.0/24', @now, @expires)",
                new { account = new AccountId(Id(i)), key = hash.Index("sign_in", Begun(round, i)), now, expires });
        }
        await server.Get<Database>().Commit(change, CancellationToken.None);
        return won;
    }
}
