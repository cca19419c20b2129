"""Headers that every answer carries."""

from urllib.parse import urlsplit

from flask import Flask, Response

from citizen_app.config import Settings

ONE_YEAR = 31_536_000
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


def content_security_policy(settings: Settings) -> str:
    """Nothing but our own files; forms may end at the sign-in provider after its redirect."""
    issuer = urlsplit(settings.issuer)
    provider = f"{issuer.scheme}://{issuer.netloc}"
    targets = "'self'" if provider == settings.public_origin else f"'self' {provider}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'"
    )


def fixed_headers(settings: Settings) -> dict[str, str]:
    """The headers that do not depend on the page."""
    headers = {**FIXED, "Content-Security-Policy": content_security_policy(settings)}
    if settings.is_https:
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
    return headers


def init_security_headers(app: Flask, settings: Settings) -> None:
    """Add them to every answer; pages are personal and are stored nowhere."""
    headers = fixed_headers(settings)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(["Cookie", "Accept-Language", "HX-Request-Type"])
        return response
