using Sparekey.Server.Edges;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server;

/// <summary>What lies in the data folder, opened and found to belong together: the key ring and the database.</summary>
public sealed record Installation(Randomness Random, KeyRing Keys, Database Database)
{
    /// <param name="patience">How long a change waits for other writers.</param>
    /// <exception cref="StartException">Something is missing, unreadable, too new, or of another installation; the message says what to do.</exception>
    public static Installation Open(Settings settings, TimeProvider clock, TimeSpan patience)
    {
        var random = new Randomness();
        var folder = Path.GetFullPath(settings.Data);
        Icu.Require();
        try
        {
            Sodium.Initialize();
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var file = Path.Combine(folder, "sparekey.db");
            var keyFile = Path.Combine(folder, "keys.json");
            if (File.Exists(file) && !File.Exists(keyFile))
                throw new StartException($"The database {file} exists but its key ring {keyFile} is gone. Restore keys.json from your backup: without it nothing that is sealed can be opened.");
            var keys = KeyRing.LoadOrCreate(keyFile, random, clock.GetUtcNow());
            Migrations.Apply(file, clock.GetUtcNow());
            var database = new Database(file, new SecretBox(keys, random), clock, random, patience);
            KeyCheck.Verify(database, keys, keyFile);
            return new Installation(random, keys, database);
        }
        catch (SodiumMissingException e)
        {
            throw new StartException(e.Message, e);
        }
        catch (KeyRingException e)
        {
            throw new StartException(e.Message, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new StartException($"The data folder {folder} cannot be used ({e.Message.TrimEnd('.')}). Make it writable for this user, free space on its disk, or choose another one with --data.", e);
        }
    }
}
