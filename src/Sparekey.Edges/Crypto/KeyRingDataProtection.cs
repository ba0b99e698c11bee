using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sparekey.Edges.Crypto;

/// <summary>
/// ASP.NET Core's data protection over our key ring: antiforgery needs no key files and works on any number of nodes.
/// </summary>
public sealed class KeyRingDataProtection(SecretBox box) : IDataProtectionProvider
{
    private const string BoxPurpose = "data-protection";

    /// <summary>
    /// Puts this in the place of the framework's provider. Call it after everything that adds antiforgery.
    /// </summary>
    /// <remarks>
    /// The framework's own ring is also taken out of the start of the host: it would write key files into the home
    /// folder, for nobody.
    /// </remarks>
    public static void Replace(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, KeyRingDataProtection>());
        foreach (var starter in services.Where(s => s.ServiceType == typeof(IHostedService)
            && s.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly).ToList())
            services.Remove(starter);
    }

    public IDataProtector CreateProtector(string purpose) => new Protector(box, "").CreateProtector(purpose);

    private sealed class Protector(SecretBox box, string chain) : IDataProtector
    {
        // Each purpose with its length, so that ["a", "bc"] and ["ab", "c"] are different chains.
        public IDataProtector CreateProtector(string purpose) =>
            new Protector(box, $"{chain}{purpose.Length.ToString(CultureInfo.InvariantCulture)}:{purpose}");

        public byte[] Protect(byte[] plaintext) => box.Seal(BoxPurpose, chain, plaintext);

        public byte[] Unprotect(byte[] protectedData) => box.Open(BoxPurpose, chain, protectedData);
    }
}
