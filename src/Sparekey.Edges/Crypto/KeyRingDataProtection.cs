using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sparekey.Edges.Crypto;

/// <summary>
/// ASP.NET Core's data protection with our key ring: antiforgery needs no key files and works on any number of nodes.
/// </summary>
public sealed class KeyRingDataProtection(SecretBox box) : IDataProtectionProvider
{
    private const string BoxPurpose = "data-protection";

    /// <summary>
    /// Replaces the framework's provider. Call this after all services that need antiforgery were added.
    /// </summary>
    /// <remarks>
    /// Also removes the hosted service of the framework's own key ring, which would write unused key files into the
    /// home folder.
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
        // The length of each purpose is part of the chain, so that ["a", "bc"] and ["ab", "c"] differ.
        public IDataProtector CreateProtector(string purpose) =>
            new Protector(box, $"{chain}{purpose.Length.ToString(CultureInfo.InvariantCulture)}:{purpose}");

        public byte[] Protect(byte[] plaintext) => box.Seal(BoxPurpose, chain, plaintext);

        public byte[] Unprotect(byte[] protectedData) => box.Open(BoxPurpose, chain, protectedData);
    }
}
