using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Sparekey.Bench.Identity;

internal sealed class Users(DbContextOptions<Users> options) : IdentityDbContext<IdentityUser>(options);
