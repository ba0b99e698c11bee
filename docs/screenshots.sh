#!/usr/bin/env bash
# Takes the pictures in docs/screenshots again: the browser tests visit every page, 1440 px light and 360 px dark.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export SPAREKEY_SCREENSHOTS="$here/screenshots"
mkdir -p "$SPAREKEY_SCREENSHOTS"
rm -f "$SPAREKEY_SCREENSHOTS"/*.png
cd "$here/.."
. deploy/prerequisites.sh
build_authenticator "$PWD"
dotnet test tests/Sparekey.Browser.Tests --nologo \
  --filter "FullyQualifiedName~EveryPageTests|FullyQualifiedName~EveryScreenTests" "$@"
ls "$SPAREKEY_SCREENSHOTS"
