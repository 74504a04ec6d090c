#!/bin/sh
# Compiles requirements with hashes and without naming any index (docs/decisions/0003-dependencies.md).
set -eu
compile() {
    .venv/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --no-header "$@"
}
compile --extra build --output-file requirements.txt pyproject.toml
compile --output-file requirements-dev.txt requirements-dev.in
compile --output-file requirements-bootstrap.txt requirements-bootstrap.in
