using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sparekey.Edges.Storage.Sqlite;

/// <summary>
/// A connection that keeps its prepared statements. Parsing is most of the work of a small statement. The number of
/// statements in the program is finite, so the cache needs no bound.
/// </summary>
public sealed partial class SqliteSession : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public SqliteSession(string settings)
    {
        Connection = new SqliteConnection(settings);
        Connection.Open();
    }

    public SqliteConnection Connection { get; }

    /// <returns>Number of rows that were touched.</returns>
    public int Execute(string sql, object? arguments) => Use(sql, arguments, command => command.ExecuteNonQuery());

    public long Scalar(string sql, object? arguments) => Use(sql, arguments, command => (long)command.ExecuteScalar()!);

    /// <summary>Executes one or more statements and reads their results in order.</summary>
    public T Read<T>(string sql, object? arguments, Func<SqlMapper.GridReader, T> read) => Use(sql, arguments,
        command =>
        {
            using var rows = new Rows(sql, Connection, command.ExecuteReader());
            return read(rows);
        });

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        Connection.Dispose();
    }

    private T Use<T>(string sql, object? arguments, Func<SqliteCommand, T> use)
    {
        if (!_prepared.TryGetValue(sql, out var command)) _prepared[sql] = command = Command(sql);
        try
        {
            command.CommandTimeout = Connection.DefaultTimeout;
            foreach (SqliteParameter parameter in command.Parameters)
                parameter.Value = Stored(Arguments.Find(arguments, parameter.ParameterName[1..]).Value);
            return use(command);
        }
        catch
        {
            // The state of a failed command is unknown, so it is not used again.
            _prepared.Remove(sql);
            command.Dispose();
            throw;
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = new SqliteCommand(List().Replace(sql, "IN (SELECT value FROM json_each(@${name}))"), Connection);
        foreach (var name in SqlText.Of(sql)
            .SelectMany(statement => statement.Parameters)
            .Distinct(StringComparer.Ordinal))
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
        return command;
    }

    // The same representation as in StoredTypes.
    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        string or long or int or byte[] => value,
        bool flag => flag ? 1L : 0L,
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        IEnumerable list => JsonSerializer.Serialize(list),
        _ => Arguments.Id(value).ToString("N"),
    };

    // A list is sent as one JSON value, so that statements with lists of different lengths have the same text.
    [GeneratedRegex(@"IN @(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex List();

    private sealed class Rows(string sql, SqliteConnection connection, SqliteDataReader reader)
        : SqlMapper.GridReader(new SqliteCommand(sql, connection), reader, null, addToCache: true);
}
