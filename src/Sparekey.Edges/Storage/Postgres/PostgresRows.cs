using Dapper;
using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>The results of a batch, read like those of one command with several statements.</summary>
/// <param name="told">The text that asked: with it the shapes of rows are remembered.</param>
internal sealed class PostgresRows(NpgsqlConnection connection, string told, NpgsqlDataReader reader)
    : SqlMapper.GridReader(new NpgsqlCommand(told, connection), reader, null, addToCache: true);
