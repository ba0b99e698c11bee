using Sparekey.Core;

namespace Sparekey.Server.Staff;

/// <summary>How far a member of the staff has come.</summary>
public enum StaffState { Invited, Active, Removed }

/// <summary>SQL conditions on the table <c>staff</c>, each said once.</summary>
internal static class StaffSql
{
    /// <summary>On a row of <c>staff</c>: the member can sign in.</summary>
    public static readonly string IsActive = $"state = '{WireName.Of(StaffState.Active)}'";

    /// <summary>On a row of <c>staff</c>: the member has a link to set up access.</summary>
    public static readonly string IsInvited = $"state = '{WireName.Of(StaffState.Invited)}'";

    /// <summary>On a row of <c>staff</c>: access was removed.</summary>
    public static readonly string IsRemoved = $"state = '{WireName.Of(StaffState.Removed)}'";
}
