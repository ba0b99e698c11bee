using Sparekey.Core.Accounts;

namespace Sparekey.Edges.Storage;

/// <summary>
/// The accounts and members of the staff whose locks a <see cref="Change"/> or a charge takes. Writes of one account,
/// or of one member of the staff, run one after the other (decisions/0008).
/// </summary>
public sealed class Locks
{
    private readonly HashSet<Guid> _ids = [];

    /// <summary>
    /// For rows that belong to no account and to no member of the staff, for example captchas.
    /// </summary>
    public static Locks None => new();

    internal IReadOnlyCollection<Guid> Ids => _ids;

    public static Locks Of(AccountId account) => new Locks().And(account.Value);

    public static Locks Of(StaffId member) => new Locks().And(member.Value);

    public bool Include(AccountId account) => _ids.Contains(account.Value);

    public bool Include(StaffId member) => _ids.Contains(member.Value);

    internal Locks And(Guid id)
    {
        _ids.Add(id);
        return this;
    }
}
