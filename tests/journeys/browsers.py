"""Finds a Chromium on this machine and says how to start it."""

import shutil
import subprocess

from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A test browser talks to our server only, and may run as root in a container.
SWITCHES = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}


def find_chromium() -> str | None:
    """Path of a Chromium that starts; None means Playwright's own."""
    for name in NAMES:
        path = shutil.which(name)
        # Ubuntu's `chromium-browser` may be a note that a snap is missing.
        if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    return None


def launch_options(playwright: Playwright) -> dict[str, object]:
    """How to start whichever Chromium there is."""
    path = find_chromium() or playwright.chromium.executable_path
    return {"executable_path": path, "args": SWITCHES, "headless": True}
