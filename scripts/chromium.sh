#!/bin/sh
# The browser tests use Debian's Chromium. Installs it where that is allowed, else says the one command to type.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    exit 0
fi
echo "The browser tests need Chromium. Please type: sudo apt-get install chromium" >&2
exit 1
