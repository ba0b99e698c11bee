namespace Sparekey.Core.Accounts;

// Ids are types, not Guids passing by. On the wire and in text each is 32 lower-case hexadecimal digits; new ones are UUIDv7,
// so that rows written together lie together. An id is never a secret and never proves anything.

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
