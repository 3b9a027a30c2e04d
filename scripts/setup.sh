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
if [ "${1:-}" = "--browser" ] && [ -z "${CHROMIUM_PATH:-}" ]; then
  if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
    command -v $shell >/dev/null 2>&1 || missing="$missing chromium"
  elif ! command -v $shell >/dev/null 2>&1 && apt-cache show $shell >/dev/null 2>&1; then
    missing="$missing chromium"
  fi
fi

if [ -n "$missing" ]; then
  if command -v apt-get >/dev/null 2>&1; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    $sudo apt-get update -qq
    if apt-cache show $shell >/dev/null 2>&1; then
      missing="$(echo "$missing" | sed "s/ chromium\$/ $shell/")"
    fi
    echo "Installing$missing"
    # shellcheck disable=SC2086 # a list of package names
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing
  else
    echo "Not found:$missing. If the next step fails, install them and run this again." >&2
  fi
fi

# Node's own headers, where they came with it, so that node-gyp need not download them.
prefix="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
if [ -f "$prefix/include/node/node.h" ]; then
  export npm_config_nodedir="$prefix"
fi

npm ci
