using Sparekey.Edges.Replies;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Dev;

/// <summary>
/// Invites two reviewers when a development server starts for the first time: some resets need two approvals. Each
/// start renews the links that nobody has used.
/// </summary>
public sealed class FirstReviewers(InviteStaff invite, StaffRoster roster)
{
    private static readonly (string Email, string Name)[] Two = [("reviewer1@sparekey.test", "Reviewer One"), (
        "reviewer2@sparekey.test", "Reviewer Two")];

    public sealed record Invitation(string Email, string Link);

    public async Task<IReadOnlyList<Invitation>> Run(CancellationToken cancellation)
    {
        var members = await roster.List(cancellation);
        var invitations = new List<Invitation>();
        foreach (var (email, name) in Two)
        {
            var isWaiting = members.Count == 0 || members.Any(m => m.Email == email && m.State == "invited");
            if (isWaiting && await invite.Run(email, name, cancellation) is Reply<InviteStaff.View>.Done invited)
                invitations.Add(new Invitation(email, invited.Value.Link));
        }
        return invitations;
    }
}
