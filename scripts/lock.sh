#!/bin/sh
# Writes the three lock files: hashed, the same on every machine, and without any address.
# With --upgrade it takes the newest versions that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."

resolve() {
    .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate "$@"
}

resolve pyproject.toml --group dev -o requirements-dev.lock "$@"
resolve pyproject.toml -c requirements-dev.lock -o requirements.lock "$@"
resolve --group build -c requirements-dev.lock -o requirements-build.lock "$@"
