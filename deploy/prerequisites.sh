# Read by ./run and ./test: finds what they need, and installs it where that takes no question.
# shellcheck shell=bash

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT   # text needs ICU

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

need_dotnet() {
  # The SDK's own installer puts it here, outside the path of a fresh shell.
  command -v dotnet >/dev/null || { [ -x "$HOME/.dotnet/dotnet" ] && PATH="$HOME/.dotnet:$PATH"; }
  command -v dotnet >/dev/null || stop "The .NET 10 SDK is missing. Install it: https://dotnet.microsoft.com/download/dotnet/10.0 (macOS: brew install dotnet-sdk)"
  dotnet --list-sdks | grep '^10\.' >/dev/null || stop "This needs the .NET 10 SDK; here is: $(dotnet --list-sdks | awk '{print $1}' | paste -sd ' '). Install it: https://dotnet.microsoft.com/download/dotnet/10.0"
}

has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep "$1" >/dev/null; }   # reads to the end: a grep that stops early may fail what writes to it

# Installs Debian packages, or says which command does. $1: what they are for; the rest: packages.
install() {
  local why="$1"; shift
  local as=()
  [ "$(id -u)" = 0 ] || as=(sudo -n)
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "Installing $* ($why) ..."
    if { "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1; then return 0; fi
  fi
  if command -v apt-get >/dev/null; then say "Could not install $* ($why). Run: sudo apt-get install $*" >&2
  else say "Please install $* ($why) with your system's package manager." >&2; fi
  return 1
}

# The name of ICU's package carries its version, which differs by release.
icu_package() {
  # A fresh container has no lists yet.
  [ -n "$(ls -A /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || [ "$(id -u)" != 0 ] || apt-get update -qq >/dev/null 2>&1 || true
  apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | awk '{print $1}' | sort -V | tail -1
}

need_libraries() {
  case "$(uname -s)" in
    Darwin)
      [ -e /opt/homebrew/lib/libsodium.dylib ] || [ -e /usr/local/lib/libsodium.dylib ] || stop "libsodium is missing. Run: brew install libsodium"
      ;;
    Linux)
      has_library 'libsodium\.so\.2[36]' || install "password hashing" libsodium23 || exit 1
      if ! has_library libicuuc; then
        local icu; icu="$(icu_package)"
        install "text normalisation" "${icu:-libicu72}" || exit 1
      fi
      ;;
  esac
}

# Whether the programs of PostgreSQL 15 or later are here, from which the tests start one of their own.
has_postgres() {
  local initdb
  initdb="$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -1)"
  initdb="${initdb:-$(command -v initdb)}"
  [ -n "$initdb" ] && [ "$("$initdb" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -ge 15 ]
}

install_postgres() { install_quietly "tests on PostgreSQL" postgresql; }

# Whether two PostgreSQL can be made to take over from each other (deploy/postgres-pair).
has_failover() { command -v pg_autoctl >/dev/null && [ -n "$(find /usr/lib/postgresql -path '*/lib/pgautofailover.so' 2>/dev/null)" ]; }

install_failover() { install_quietly "a drill in which the database fails over" postgresql-15-auto-failover; }

# Debian starts servers of its own with such packages; nobody asked for them.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d made=""
  if [ "$(id -u)" = 0 ] && [ ! -e "$policy" ]; then printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; made=1; fi
  install "$@"
  local code=$?
  [ -z "$made" ] || rm -f "$policy"
  return $code
}

# Builds the authenticator for browsers, where its sources are newer than what was built. $1: where it stands.
# Without Node.js it says so, and the server is built without it.
build_authenticator() {
  local app="$1/authenticator" log
  if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null; then
    say "The authenticator for browsers is left out: it is built with Node.js 20.19 or later (https://nodejs.org)." >&2
    return 1
  fi
  if [ -e "$app/dist/index.html" ] && [ -z "$(find "$app" "$1/src/Sparekey.Server/Edges/Web/Assets" -name node_modules -prune -o -name dist -prune -o -type f -newer "$app/dist/index.html" -print -quit)" ]; then return 0; fi
  say "Building the authenticator for browsers ..."
  log="$(mktemp)"
  # npm rewrites its own list last, so that an interrupted installation is done again.
  if [ "$app/package-lock.json" -nt "$app/node_modules/.package-lock.json" ] && ! (cd "$app" && npm ci --no-audit --no-fund) >"$log" 2>&1; then
    cat "$log" >&2; rm -f "$log"; return 1
  fi
  if ! (cd "$app" && npm run build) >"$log" 2>&1; then
    cat "$log" >&2; rm -f "$log"; return 1
  fi
  rm -f "$log"
}
