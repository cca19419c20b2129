"""Our CSS, scripts and icons under names that carry their content's hash, compressed once."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from citizen_app.config import Settings
from citizen_app.paths import STATIC
from citizen_app.web.security_headers import ONE_YEAR, fixed_headers

PREFIX = "static/"


class ServedFiles:
    """Copies of the static files, named by content, in a folder that ends with the process."""

    def __init__(self, source: Path) -> None:
        self._folder = TemporaryDirectory(prefix="aandehul-static-")
        self.root = Path(self._folder.name)
        self.urls: dict[str, str] = {}
        compressor = Compressor(quiet=True, use_brotli=True, use_gzip=True)
        for file in sorted(path for path in source.rglob("*") if path.is_file()):
            name = file.relative_to(source)
            digest = sha256(file.read_bytes()).hexdigest()[:12]
            served = name.with_name(f"{name.stem}.{digest}{name.suffix}")
            target = self.root / served
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(file, target)
            self.urls[name.as_posix()] = f"/{PREFIX}{served.as_posix()}"
            if compressor.should_compress(file.name):
                list(compressor.compress(str(target)))


@cache
def served_files() -> ServedFiles:
    """Built once a process."""
    return ServedFiles(STATIC)


def static_url(name: str) -> str:
    """Address of a static file, such as "css/app.css"; it changes when the file does."""
    return served_files().urls[name]


def init_static_files(app: Flask, settings: Settings) -> None:
    """Serve the files before the application is asked, and name them in templates."""
    headers = fixed_headers(settings)

    def add_headers(answer: Headers, _path: str, _url: str) -> None:
        for name, value in headers.items():
            answer[name] = value

    app.jinja_env.globals["static_url"] = static_url
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(served_files().root),
        prefix=PREFIX,
        max_age=ONE_YEAR,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=add_headers,
    )
