#!/bin/sh
# Installs the project's packages and, on Debian and its relatives, the tools that are missing for
# them: a C++ compiler (better-sqlite3 is built from source where its ready-made binary cannot be
# fetched) and, with --browser, the Chromium that the browser tests drive.
set -eu
cd "$(dirname "$0")/.."

missing=""
for pair in python3:python3 make:make g++:g++; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done

# Chromium without windows, where there is a package of it: the tests take half of the time in it.
shell=chromium-headless-shell
browser=""
if [ "${1:-}" = "--browser" ] && [ -z "${CHROMIUM_PATH:-}" ]; then
  if command -v $shell >/dev/null 2>&1; then :
  elif command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
    browser="faster"
  else
    browser="missing"
    missing="$missing chromium"
  fi
fi

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"

apt_install() {
  echo "Installing $*"
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@"
}

if [ -n "$missing" ]; then
  if command -v apt-get >/dev/null 2>&1; then
    $sudo apt-get update -qq
    if [ "$browser" = "missing" ] && apt-cache show $shell >/dev/null 2>&1; then
      missing="${missing% chromium} $shell"
    fi
    # shellcheck disable=SC2086 # a list of package names
    apt_install $missing
  else
    echo "Not found:$missing. If the next step fails, install them and run this again." >&2
  fi
fi

# A Chromium is there, and does as well: what it costs is time.
if [ "$browser" = "faster" ] && [ "$sudo" = "" ] && apt-cache show $shell >/dev/null 2>&1; then
  apt_install $shell || echo "Going on with the Chromium that is installed." >&2
fi

# Node's own headers, where they came with it, so that node-gyp need not download them.
prefix="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
if [ -f "$prefix/include/node/node.h" ]; then
  export npm_config_nodedir="$prefix"
fi

npm ci
