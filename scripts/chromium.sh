#!/bin/sh
# The browser tests use Debian's Chromium: its shell for most, and the whole browser where something is shown outside
# the page. Installs them where that is allowed, else says the one command to type. Without the shell all goes, slower.
set -eu
here() { command -v "$1" >/dev/null 2>&1; }
here chromium && here chromium-headless-shell && exit 0
if [ "$(id -u)" = 0 ] && here apt-get; then
    export DEBIAN_FRONTEND=noninteractive
    soon="-o Acquire::Retries=1 -o Acquire::http::Timeout=20"
    apt-get $soon update -qq || here chromium
    here chromium || apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    here chromium-headless-shell || apt-get $soon install -y -qq --no-install-recommends chromium-headless-shell >/dev/null || true
fi
here chromium && exit 0
echo "The browser tests need Chromium. Please type: sudo apt-get install chromium chromium-headless-shell" >&2
exit 1
