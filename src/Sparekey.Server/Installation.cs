using Microsoft.Data.Sqlite;
using Npgsql;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Storage.Sqlite;
using Sparekey.Server.Operations;

namespace Sparekey.Server;

/// <summary>The key ring in the data folder, and the database that belongs to the key ring; both are open.</summary>
public sealed record Installation(Randomness Random, KeyRing Keys, Database Database)
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="patience">How long a change waits for other writers.</param>
    /// <exception cref="StartException">
    /// A part is missing, unreadable, too new, or of another installation. The message says what to do.
    /// </exception>
    public static Installation Open(Settings settings, TimeProvider clock, TimeSpan patience)
    {
        var random = new Randomness();
        var folder = Path.GetFullPath(settings.Data);
        Icu.Require();
        try
        {
            Sodium.Initialize();
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly);
            var keyFile = Path.Combine(folder, "keys.json");
            return settings.Database.Length > 0
                ? OfPostgres(PostgresAddress.Parse(settings.Database), keyFile, random, clock, patience)
                : OfSqlite(Path.Combine(folder, "sparekey.db"), keyFile, random, clock, patience);
        }
        catch (SodiumMissingException e)
        {
            throw new StartException(e.Message, e);
        }
        catch (KeyRingException e)
        {
            throw new StartException(e.Message, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or SqliteException)
        {
            throw new StartException(
                $"The data folder {folder} cannot be used ({e.Message.TrimEnd('.')}). "
                    + "Make it writable for this user, free space on its disk, or choose another one with --data.", e);
        }
    }

    /// <summary>Brings the database of these settings to this program's schema.</summary>
    /// <returns>The database as messages name it, and how many migrations were applied.</returns>
    /// <exception cref="StartException"/>
    public static (string Database, int Applied) Migrate(Settings settings, TimeProvider clock)
    {
        if (settings.Database.Length > 0)
        {
            var address = PostgresAddress.Parse(settings.Database);
            return (address.Description, Asked(address, () => Migrations.Apply(address, clock.GetUtcNow())));
        }
        Directory.CreateDirectory(settings.Data);
        var file = Path.Combine(settings.Data, "sparekey.db");
        return (file, Migrations.Apply(file, clock.GetUtcNow()));
    }

    /// <summary>Moves the embedded database of these settings to their PostgreSQL.</summary>
    /// <exception cref="StartException"/>
    public static List<TableCopy.Copied> Copy(Settings settings, TimeProvider clock)
    {
        if (settings.Database.Length == 0)
            throw new StartException(
                "Say where to copy to: set Sparekey:Database, or SPAREKEY__DATABASE in the environment.");
        var address = PostgresAddress.Parse(settings.Database);
        var file = Path.Combine(Path.GetFullPath(settings.Data), "sparekey.db");
        try
        {
            return Asked(address, () => CopyDatabase.Run(file, address, clock.GetUtcNow()));
        }
        catch (SqliteException e)
        {
            throw new StartException(
                $"The database {file} could not be copied ({e.Message.TrimEnd('.')}). "
                    + "Free space on its disk, see that nothing else keeps it, and run the same command again: "
                    + "it begins anew.", e);
        }
    }

    private static Installation OfSqlite(
        string file, string keyFile, Randomness random, TimeProvider clock, TimeSpan patience)
    {
        if (File.Exists(file) && !File.Exists(keyFile)) throw KeysGone($"The database {file} exists", keyFile);
        var keys = KeyRing.LoadOrCreate(keyFile, random, clock.GetUtcNow());
        Migrations.Apply(file, clock.GetUtcNow());
        var database = new SqliteDatabase(file, new SecretBox(keys, random), clock, random, patience);
        KeyCheck.Verify(database, keys, keyFile);
        return new Installation(random, keys, database);
    }

    private static Installation OfPostgres(
        PostgresAddress address, string keyFile, Randomness random, TimeProvider clock, TimeSpan patience) =>
        Asked(address, () =>
        {
            Migrations.Apply(address, clock.GetUtcNow());
            if (!File.Exists(keyFile) && KeyCheck.HasKeys(address))
                throw KeysGone($"{address.Description} is in use", keyFile);
            var keys = KeyRing.LoadOrCreate(keyFile, random, clock.GetUtcNow());
            var database = new PostgresDatabase(address, new SecretBox(keys, random), clock, random, patience);
            KeyCheck.Verify(database, keys, keyFile);
            // After the keys are written: a copy that starts later finds the keys and leaves the database as it is.
            UnfinishedCopy.Refuse(database, address);
            return new Installation(random, keys, database);
        });

    private static T Asked<T>(PostgresAddress address, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when ((e is DatabaseUnavailableException ? e.InnerException : e) is NpgsqlException said)
        {
            throw new StartException(
                $"{address.Description} cannot be used ({PostgresAddress.Describe(said)}). "
                    + "Check that it runs, that it is version 15 or later, and that Sparekey:Database is right.", e);
        }
    }

    private static StartException KeysGone(string database, string keyFile) =>
        new($"{database} but its key ring {keyFile} is gone. Restore keys.json from your backup, "
            + "or copy it from another node: without it nothing that is sealed can be opened.");
}
