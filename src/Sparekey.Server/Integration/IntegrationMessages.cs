using Sparekey.Server.Accounts;

namespace Sparekey.Server.Integration;

/// <summary>The notices to owners when the service freezes or unfreezes their account.</summary>
internal static class IntegrationMessages
{
    public static Notice Frozen => new("frozen_by_service");

    public static Notice Unfrozen => new("unfrozen_by_service");
}
