using System.Data;
using Dapper;
using Sparekey.Core.Accounts;

namespace Sparekey.Edges.Storage;

/// <summary>
/// How columns store our values: times as Unix milliseconds, ids as 32 hexadecimal digits. Column names are in
/// snake_case.
/// </summary>
public static class StoredTypes
{
    private static readonly Lock Once = new();
    private static bool _registered;

    public static void Register()
    {
        lock (Once)
        {
            if (_registered) return;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.AddTypeHandler(new TimeColumn());
            SqlMapper.AddTypeHandler(new IdColumn<AccountId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<FactorId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<CaseId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<VerificationId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<SessionId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<HoldId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<StaffId>(g => new(g), id => id.Value));
            SqlMapper.AddTypeHandler(new IdColumn<IntegratorId>(g => new(g), id => id.Value));
            _registered = true;
        }
    }

    private sealed class TimeColumn : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds((long)value);
    }

    private sealed class IdColumn<T>(Func<Guid, T> wrap, Func<T, Guid> unwrap)
        : SqlMapper.TypeHandler<T> where T : struct
    {
        public override void SetValue(IDbDataParameter parameter, T value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = unwrap(value).ToString("N");
        }

        public override T Parse(object value) => wrap(Guid.ParseExact((string)value, "N"));
    }
}
