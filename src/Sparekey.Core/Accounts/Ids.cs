namespace Sparekey.Core.Accounts;

// Ids are types, not Guids passing by. On the wire and in text each is 32 lower-case hexadecimal digits; new ones are
// UUIDv7, so that rows written together lie together. An id is never a secret and never proves anything.

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
