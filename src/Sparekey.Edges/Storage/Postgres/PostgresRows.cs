using Dapper;
using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>The results of a batch, read like the results of one command with several statements.</summary>
/// <param name="sql">Text of the statements. Dapper caches its row mappings under it.</param>
internal sealed class PostgresRows(NpgsqlConnection connection, string sql, NpgsqlDataReader reader)
    : SqlMapper.GridReader(new NpgsqlCommand(sql, connection), reader, null, addToCache: true);
