#!/bin/sh
# Prepares .venv from hashed requirements. Needs Python 3.11 or newer with pip; nothing else, and no root.
set -eu
python=${1:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Undrift needs Python 3.11 or newer. On Debian: apt-get install python3 python3-pip" >&2
    exit 1
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    # Debian ships venv as a package of its own; where it is missing, virtualenv does the same without root.
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv build/bootstrap
        "$python" -m pip install --quiet --require-hashes --target build/bootstrap -r requirements-bootstrap.txt || {
            echo "Python has neither venv nor pip. On Debian: apt-get install python3-venv" >&2
            exit 1
        }
        PYTHONPATH=build/bootstrap "$python" -m virtualenv --quiet --no-download --no-periodic-update .venv
    fi
fi

.venv/bin/python -m pip install --quiet --require-hashes -r requirements.txt
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
.venv/bin/undrift build
