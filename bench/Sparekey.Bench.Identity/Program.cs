using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sparekey.Bench.Identity;
using Sparekey.Edges.Crypto;

// The usual alternative of a .NET team: the endpoints of ASP.NET Core Identity on PostgreSQL, here with the same
// Argon2id. The settings are those of a new project, except that logging is off, as for Sparekey.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (database, accounts, password, seed, hashing) = (args[0], int.Parse(args[1]), args[2], args[3], args[4] == "hash");

var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddDbContextPool<Users>(options => options.UseNpgsql(database));
builder.Services.AddAuthorization();
builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<Users>();
builder.Services.AddSingleton<IPasswordHasher<IdentityUser>>(new Argon2(hashing));
await using var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapIdentityApi<IdentityUser>();

await using (var scope = app.Services.CreateAsyncScope())
{
    var users = scope.ServiceProvider.GetRequiredService<Users>();
    await users.Database.EnsureCreatedAsync();
    var hash = Sodium.Hash(Encoding.UTF8.GetBytes(password));
    for (var i = 0; i < accounts; i++)
    {
        var email = $"bench{i}@example.com";
        var user = new IdentityUser
        {
            Id = new Guid(i, 0, 0, new byte[8]).ToString(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = hash,
            TwoFactorEnabled = true,
            LockoutEnabled = true,
            SecurityStamp = Convert.ToHexString(Encoding.UTF8.GetBytes(email)),
        };
        users.Users.Add(user);
        users.UserTokens.Add(new IdentityUserToken<string>
        {
            UserId = user.Id,
            LoginProvider = "[AspNetUserStore]",
            Name = "AuthenticatorKey",
            Value = seed,
        });
    }
    await users.SaveChangesAsync();
    await users.Database.ExecuteSqlRawAsync("ANALYZE");
}
await app.StartAsync();
Console.WriteLine(app.Urls.First());
await Console.In.ReadToEndAsync();   // runs until the parent process closes the input
