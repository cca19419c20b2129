"""Runs the Dockerfile's steps in an empty directory, without Docker, then starts the result.

It shows that the steps work, that the last stage needs nothing of the first, that the command
serves, and that the health check passes. It does not show the base image itself.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Where the Dockerfile may put things; the rehearsal moves these below its own directory.
PLACES = ("/opt", "/source")
OURS = re.compile(rf"(?<![\w./-])({'|'.join(PLACES)})(?![\w-])")
# Layers of an image keep no cache; here it saves fetching everything again.
NOT_HERE = ("PIP_NO_CACHE_DIR", "UV_NO_CACHE")
PRODUCTION = {
    "SECRET_KEY": "rehearsal-rehearsal-rehearsal-rehearsal",
    "OIDC_CLIENT_SECRET": "another-rehearsal-rehearsal-rehearsal",
    "CPR_KEYS": "a2V5LW9mLXRlc3RzLW9ubHkta2V5LW9mLXRlc3RzLTE=",
    "ORIGIN": "https://aandehul.example",
    "OIDC_ISSUER": "https://sign-in.example",
    "HOST": "127.0.0.1",
}


class NotRehearsed(RuntimeError):
    """The Dockerfile says something that this rehearsal does not understand."""


@dataclass
class Stage:
    """What the instructions so far have set."""

    workdir: Path
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    health_check: list[str] = field(default_factory=list)
    copied: list[Path] = field(default_factory=list)
    user: str = ""


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Word and argument of each instruction, with continued lines joined."""
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n\s*", " ", code).splitlines():
        if line.strip():
            word, _, argument = line.strip().partition(" ")
            yield word, argument.strip()


class Rehearsal:
    """One run of the Dockerfile below an empty directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stage = Stage(root)
        (root / "bin").mkdir()
        (root / "bin" / "python").symlink_to(Path(sys.executable).resolve())

    def moved(self, text: str) -> str:
        """The text with our places below the rehearsal's directory."""
        return OURS.sub(lambda found: f"{self.root}{found.group(1)}", text)

    def place(self, path: str) -> Path:
        """A path of the image below the rehearsal's directory."""
        if path.startswith("/") and not path.startswith(PLACES):
            raise NotRehearsed(f"{path} is not below {PLACES}")
        return self.stage.workdir / self.moved(path)

    def environment(self) -> dict[str, str]:
        """What a step sees: what the file sets, and how this machine reaches its packages."""
        path = f"{self.root / 'bin'}:/usr/bin:/bin"
        seen = {**os.environ, "PATH": path, **self.stage.environment}
        return {k: v for k, v in seen.items() if k not in NOT_HERE and k != "VIRTUAL_ENV"}

    def perform(self, word: str, argument: str) -> None:
        """Do what one instruction says."""
        steps = {
            "FROM": self.begin_stage,
            "WORKDIR": self.change_directory,
            "COPY": self.copy,
            "RUN": self.run,
            "ENV": self.set_environment,
            "USER": lambda user: setattr(self.stage, "user", user),
            "EXPOSE": lambda _: None,
            "CMD": lambda command: setattr(self.stage, "command", json.loads(command)),
            "HEALTHCHECK": self.set_health_check,
        }
        if word not in steps:
            raise NotRehearsed(word)
        print(f"{word} {argument[:100]}", flush=True)
        steps[word](argument)

    def begin_stage(self, _image: str) -> None:
        """A new stage sets nothing and has copied nothing yet."""
        self.stage = Stage(self.root)

    def change_directory(self, path: str) -> None:
        """Make the directory and go there."""
        self.stage.workdir = self.place(path)
        self.stage.workdir.mkdir(parents=True, exist_ok=True)

    def copy(self, argument: str) -> None:
        """From the sources, or (into the same place) from the stage before."""
        *sources, target = [part for part in argument.split() if not part.startswith("--")]
        if "--from=" in argument:
            if sources != [target]:
                raise NotRehearsed("copying from a stage to another path")
            self.stage.copied.append(self.place(target))
            return
        for source in sources:
            origin, destination = ROOT / source, self.place(target)
            if origin.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.mo")
                shutil.copytree(origin, destination, ignore=ignored)
            else:
                shutil.copy(origin, destination)

    def run(self, command: str) -> None:
        """A step of the build."""
        subprocess.run(
            ["/bin/sh", "-ec", self.moved(command)],
            cwd=self.stage.workdir,
            env=self.environment(),
            check=True,
        )

    def set_environment(self, argument: str) -> None:
        """Variables of all later steps and of the container."""
        pairs = (pair.partition("=") for pair in argument.split())
        self.stage.environment |= {name: self.moved(value) for name, _, value in pairs}

    def set_health_check(self, argument: str) -> None:
        """The command after CMD; its times are Docker's business."""
        self.stage.health_check = json.loads(argument.partition("CMD ")[2])

    def forget_first_stages(self) -> None:
        """Only what the last stage copied is in the image."""
        kept = self.root / "kept"
        for path in self.stage.copied:
            target = kept / path.relative_to(self.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        for place in PLACES:
            shutil.rmtree(self.root / place[1:], ignore_errors=True)
            if (kept / place[1:]).exists():
                (kept / place[1:]).rename(self.root / place[1:])

    def check_readable(self) -> None:
        """Everything in the image can be read by a user who owns none of it."""
        for path in (self.root / "opt").rglob("*"):
            if not path.is_symlink() and not path.stat().st_mode & 0o004:
                raise NotRehearsed(f"{path} can be read by its owner only")

    def start(self, port: int) -> None:
        """Migrate, serve and ask the health check, as the image's user in an empty directory."""
        home = Path(tempfile.mkdtemp(dir=self.root))
        database = {"DATABASE_URL": f"sqlite:///{home}/image.sqlite3", "PORT": str(port)}
        options: dict[str, Any] = {"cwd": home, "env": {**self.environment(), **PRODUCTION}}
        options["env"] |= database
        number = self.user()
        if number is not None:
            os.chown(home, number, number)
            options |= {"user": number, "group": number, "extra_groups": []}
        subprocess.run([self.stage.command[0], "migrate"], check=True, **options)
        server = subprocess.Popen(self.stage.command, **options)
        try:
            check = [part.replace("8000", str(port)) for part in self.stage.health_check]
            wait_until_healthy(check, options)
        finally:
            server.terminate()
            server.wait(timeout=20)

    def user(self) -> int | None:
        """The image's user, where this machine lets us become it and it can read our Python."""
        interpreter = Path(sys.executable).resolve()
        readable = all(parent.stat().st_mode & 0o001 for parent in interpreter.parents)
        if os.geteuid() == 0 and readable:
            return int(self.stage.user.partition(":")[0])
        print("not as the image's user: this machine does not allow it")
        return None


def wait_until_healthy(check: list[str], options: dict[str, Any]) -> None:
    """Ask until the health check passes; twenty seconds at most."""
    for _ in range(40):
        time.sleep(0.5)
        if subprocess.run(check, stderr=subprocess.DEVNULL, **options).returncode == 0:
            return
    raise NotRehearsed("the health check did not pass")


def main(port: int) -> None:
    """Rehearse the whole file."""
    with tempfile.TemporaryDirectory(prefix="image-") as folder:
        Path(folder).chmod(0o755)
        rehearsal = Rehearsal(Path(folder))
        for word, argument in instructions((ROOT / "Dockerfile").read_text("utf-8")):
            rehearsal.perform(word, argument)
        rehearsal.forget_first_stages()
        rehearsal.check_readable()
        rehearsal.start(port)
    print("The image's steps work, and what they make serves.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8123)
