namespace Sparekey.Edges.Storage;

/// <summary>A statement before it is sent to the database, for tests that hold statements to rules.</summary>
/// <param name="Sql">One or several statements.</param>
/// <param name="Arguments">The values by name: an object with a property for each name, or
/// <see cref="Dapper.DynamicParameters"/>; null if there are none.</param>
/// <param name="Locks">The locks of the change or the charge; null if the statement reads.</param>
public sealed record HeardStatement(string Sql, object? Arguments, Locks? Locks);
