using System.Diagnostics;

namespace Sparekey.Server.Tests.Engines;

/// <summary>
/// A PostgreSQL of this process alone. It is reached through a socket in a folder of its own, and ends with the
/// process, however the process ends. The bench starts its own with this file too.
/// </summary>
internal static class PrivatePostgres
{
    // The server ends when the input of this script ends. The input ends with the process that holds it, also when that
    // process is killed. Run as root, the script switches to the user postgres, because PostgreSQL refuses to run as
    // root.
    private const string Script =
        """
        set -eu
        bin=$1 folder=$2 settings=$3
        server=""
        trap '[ -z "$server" ] || { kill -QUIT $server 2>/dev/null; wait $server; }; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        as=""
        if [ "$(id -u)" = 0 ]; then
          chown postgres "$folder"
          as="setpriv --reuid=postgres --regid=postgres --init-groups --"
        fi
        cd "$folder"
        $as "$bin/initdb" -D "$folder/data" -U sparekey -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
          >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
        printf '%s' "$settings" >>"$folder/data/postgresql.conf"
        $as "$bin/postgres" -D "$folder/data" -k "$folder" >/dev/null 2>"$folder/server.log" <&- &
        server=$!
        until "$bin/pg_isready" -q -h "$folder"; do
          kill -0 $server || { cat "$folder/server.log" >&2; exit 1; }
          sleep 0.05
        done
        echo ready
        cat >/dev/null
        """;

    /// <param name="settings">Lines of <c>postgresql.conf</c>. The server listens on its socket alone.</param>
    /// <returns>The folder of the socket. The user <c>sparekey</c> may do everything.</returns>
    public static async Task<string> Start(string settings)
    {
        // the path of a socket has at most 107 characters
        var folder = Directory.CreateTempSubdirectory("sk-").FullName;
        var start = new ProcessStartInfo("sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            "-c", Script, "cluster", Programs, folder, "listen_addresses=''\n" + settings,
        })
            start.ArgumentList.Add(argument);
        var script = Process.Start(start)!;
        var error = script.StandardError.ReadToEndAsync();
        if (await script.StandardOutput.ReadLineAsync() != "ready") throw new InvalidOperationException(
            $"The private PostgreSQL did not start: {await error}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            script.StandardInput.Close();
            script.WaitForExit(TimeSpan.FromSeconds(10));
        };
        return folder;
    }

    /// <summary>The folder of the programs of the newest installed version.</summary>
    public static string Programs =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .OrderByDescending(version => int.Parse(Path.GetFileName(version)))
                .Select(version => Path.Combine(version,
                    "bin")).First()
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder,
                    "initdb"))) ?? throw new InvalidOperationException(
                "PostgreSQL is not installed: sudo apt-get install postgresql");
}
