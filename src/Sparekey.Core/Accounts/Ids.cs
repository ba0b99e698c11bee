namespace Sparekey.Core.Accounts;

// Each kind of id has a type of its own. On the wire and in text an id is 32 lower-case hexadecimal digits. New ids are
// UUIDv7, so rows that are written together are stored together. An id is not a secret and proves nothing.

public readonly record struct AccountId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct FactorId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct CaseId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct VerificationId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct SessionId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct HoldId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct StaffId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>An integrator: a service that calls with an API key.</summary>
public readonly record struct IntegratorId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>Whose history an audit event belongs to.</summary>
public readonly record struct HistoryId(Guid Value)
{
    public static implicit operator HistoryId(AccountId account) => new(account.Value);

    public static implicit operator HistoryId(StaffId member) => new(member.Value);

    public static implicit operator HistoryId(IntegratorId integrator) => new(integrator.Value);

    public override string ToString() => Value.ToString("N");
}
