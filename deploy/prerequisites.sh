# ./run and ./test source this file. The functions find what the two need, and install it where no question is asked.
# shellcheck shell=bash

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT   # text needs ICU (decisions/0003)

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

need_dotnet() {
  local where="https://dotnet.microsoft.com/download/dotnet/10.0"
  # The SDK's own installer puts the SDK here, outside the PATH of a new shell.
  command -v dotnet >/dev/null || { [ -x "$HOME/.dotnet/dotnet" ] && PATH="$HOME/.dotnet:$PATH"; }
  command -v dotnet >/dev/null \
    || stop "The .NET 10 SDK is missing. Install it: $where (macOS: brew install dotnet-sdk)"
  dotnet --list-sdks | grep '^10\.' >/dev/null \
    || stop "The .NET 10 SDK is missing; found $(dotnet --list-sdks | cut -d' ' -f1 | xargs). Install it: $where"
}

# grep reads to the end: a grep that stops early breaks the pipe, and pipefail reports a failure.
has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep "$1" >/dev/null; }

has_program() { command -v "$1" >/dev/null; }

# Installs Debian packages, or prints the command that does. $1: the purpose; the rest: packages.
install() {
  local why="$1" as=()
  shift
  as=(env DEBIAN_FRONTEND=noninteractive)
  [ "$(id -u)" = 0 ] || as=(sudo -n "${as[@]}")
  if has_program apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "Installing $* ($why) ..."
    if {
      "${as[@]}" apt-get update -qq &&
        "${as[@]}" apt-get install -y -qq --no-install-recommends "$@"
    } >/dev/null 2>&1; then return 0; fi
  fi
  if has_program apt-get; then say "Could not install $* ($why). Run: sudo apt-get install $*" >&2
  else say "Please install $* ($why) with the package manager of your system." >&2; fi
  return 1
}

# The package name of ICU contains a version, which differs between Debian releases.
icu_package() {
  # A new container has no package lists yet.
  if [ -z "$(ls -A /var/lib/apt/lists/*Packages* 2>/dev/null)" ] && [ "$(id -u)" = 0 ]; then
    apt-get update -qq >/dev/null 2>&1 || true
  fi
  apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | awk '{print $1}' | sort -V | tail -1
}

need_libraries() {
  case "$(uname -s)" in
    Darwin)
      [ -e /opt/homebrew/lib/libsodium.dylib ] || [ -e /usr/local/lib/libsodium.dylib ] \
        || stop "libsodium is missing. Run: brew install libsodium"
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

# True if the programs of PostgreSQL 15 or later are installed. The tests start servers of their own with them.
has_postgres() {
  local initdb
  initdb="$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -1)"
  initdb="${initdb:-$(command -v initdb)}"
  [ -n "$initdb" ] && [ "$("$initdb" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -ge 15 ]
}

# True if pg_auto_failover is installed: one PostgreSQL takes over from another (deploy/postgres-pair).
has_failover() {
  has_program pg_autoctl && [ -n "$(find /usr/lib/postgresql -path '*/lib/pgautofailover.so' 2>/dev/null)" ]
}

install_postgres() { install_quietly "tests on PostgreSQL" postgresql; }

install_failover() { install_quietly "a drill in which the database fails over" postgresql-15-auto-failover; }

# As install, but no server of the packages starts: Debian starts servers that nobody asked for.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d made="" code
  if [ "$(id -u)" = 0 ] && [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    made=1
  fi
  install "$@"
  code=$?
  [ -z "$made" ] || rm -f "$policy"
  return $code
}

# Installs on Debian what the tests need. $1: the loop of ./test. A test says so if its program is missing.
install_for_tests() {
  local missing=()
  has_program oathtool || missing+=(oathtool)
  has_program argon2 || missing+=(argon2)
  has_program pngcheck || missing+=(pngcheck)
  has_library 'libargon2\.so\.[01]' || missing+=(libargon2-1)   # files of Stratum and Bitwarden
  if [ "$1" != quick ]; then
    has_program chromium || has_program chromium-browser || has_program google-chrome || missing+=(chromium)
    has_font DejaVuSans.ttf || missing+=(fonts-dejavu-core)              # a wide sans-serif font
    has_font Carlito-Regular.ttf || missing+=(fonts-crosextra-carlito)   # a narrow sans-serif font
  fi
  [ ${#missing[@]} -eq 0 ] || install "tests" "${missing[@]}" || true
  [ "$1" != quick ] || return 0
  has_postgres || install_postgres || true
  has_failover || install_failover || true
  [ -x /usr/sbin/haproxy ] || install_quietly "tests of several nodes" haproxy || true
  has_otpclient || install "tests against another authenticator" \
    otpclient otpclient-cli xvfb xauth dbus at-spi2-core gir1.2-atspi-2.0 python3-gi || true
}

has_font() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name "$1" 2>/dev/null)" ]; }

# True if OTPClient is installed, with what a test needs to press its buttons on a screen that nobody sees.
has_otpclient() {
  local program
  for program in otpclient otpclient-cli xvfb-run xauth dbus-run-session; do has_program $program || return 1; done
  [ -x /usr/libexec/at-spi-bus-launcher ] \
    && /usr/bin/python3 -c "import gi; gi.require_version('Atspi', '2.0')" 2>/dev/null
}

# True if Node.js is 20.19 or later, as the web app's build needs.
has_node() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}

# Builds the authenticator for browsers if a source is newer than the last build. $1: the checkout.
# Without Node.js the function says so and fails; the server works without the authenticator.
build_authenticator() {
  local app="$1/authenticator" assets log code=0
  if ! has_node; then
    say "The authenticator for browsers is left out: its build needs Node.js 20.19 or later (https://nodejs.org)." >&2
    return 1
  fi
  assets="$1/src/Sparekey.Edges/Web/Assets"   # the web app uses the site's CSS
  if [ -e "$app/dist/index.html" ] && [ -z "$(find "$app" "$assets" -name node_modules -prune -o -name dist -prune \
    -o -type f -newer "$app/dist/index.html" -print -quit)" ]; then return 0; fi
  say "Building the authenticator for browsers ..."
  log="$(mktemp)"
  {
    # npm writes .package-lock.json last: an interrupted installation is repeated.
    if [ "$app/package-lock.json" -nt "$app/node_modules/.package-lock.json" ]; then
      (cd "$app" && npm ci --no-audit --no-fund)
    fi && (cd "$app" && npm run build)
  } >"$log" 2>&1 || code=1
  [ $code -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  return $code
}

# The name that .NET gives to this system; empty if the server is not compiled ahead of time here.
native_system() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo linux-x64 ;;
    Linux-aarch64) echo linux-arm64 ;;
    Darwin-arm64) echo osx-arm64 ;;
  esac
}

# Builds the server for use, compiled ahead of time (ReadyToRun): the server starts faster.
# $1: the checkout; $2: the output folder. The function fails if the build fails.
publish_server() {
  local project="$1/src/Sparekey.Server" out="$2" system log code=0
  system="$(native_system)"
  local for_system=("-p:RuntimeIdentifier=$system" -p:SelfContained=false -p:PublishReadyToRun=true)
  log="$(mktemp)"
  # This restore compares the packages with packages.lock.json; the restore for one system does not.
  if dotnet restore "$project" --nologo -v quiet >"$log" 2>&1; then
    # The compiler for ReadyToRun is a package of NuGet, which not every feed has.
    if [ -n "$system" ] && dotnet restore "$project" "${for_system[@]}" >/dev/null 2>&1; then
      set -- publish "${for_system[@]}" --no-restore
    else
      say "The compiler for ReadyToRun is not available: the server is built without it and starts more slowly." >&2
      set -- build
    fi
    dotnet "$@" "$project" -c Release -o "$out" --nologo -v quiet -clp:ErrorsOnly >"$log" 2>&1 || code=1
  else
    code=1
  fi
  [ $code -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  return $code
}
