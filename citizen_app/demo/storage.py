"""The stand-in's memory: one SQLite file that all worker processes share."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import RSAKey

TABLES = """
CREATE TABLE IF NOT EXISTS signing_key (id INTEGER PRIMARY KEY CHECK (id = 1), pem BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS code (
    fingerprint TEXT PRIMARY KEY, subject TEXT NOT NULL, redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL, nonce TEXT NOT NULL, challenge TEXT NOT NULL,
    issued_at INTEGER NOT NULL, is_used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS access_token (
    fingerprint TEXT PRIMARY KEY, subject TEXT NOT NULL, scope TEXT NOT NULL,
    issued_at INTEGER NOT NULL
);
"""
CODE_SECONDS = 60
TOKEN_SECONDS = 300


@dataclass(frozen=True)
class IssuedCode:
    """What an authorization code stands for; Authlib asks by these names."""

    subject: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    issued_at: int
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        """Where the code was sent."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """What was asked for."""
        return self.scope

    def get_nonce(self) -> str:
        """The client's own mark on this sign-in."""
        return self.nonce

    def get_auth_time(self) -> int:
        """When the person pressed the button."""
        return self.issued_at

    def get_acr(self) -> None:
        """No level: nothing was proved."""

    def get_amr(self) -> None:
        """No method: nothing was proved."""


@dataclass(frozen=True)
class Storage:
    """Keys, codes and tokens in one file."""

    file: Path

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """One transaction that takes the write lock at once."""
        with closing(sqlite3.connect(self.file, timeout=5, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def prepare(self) -> None:
        """Make the file and its tables, unless another process has."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=5)) as connection:
            connection.executescript(TABLES)

    def signing_key(self) -> RSAKey:
        """The key of this demo: made once, the same for every process."""
        with self.open() as connection:
            stored = connection.execute("SELECT pem FROM signing_key").fetchone()
            if stored is None:
                pem = RSAKey.generate_key(2048).as_pem(private=True)
                connection.execute("INSERT INTO signing_key (id, pem) VALUES (1, ?)", (pem,))
                stored = (pem,)
        return RSAKey.import_key(stored[0], {"kid": "stand-in", "use": "sig", "alg": "RS256"})

    def keep_code(self, fingerprint: str, code: IssuedCode) -> None:
        """Remember a code, and forget those that are long over."""
        with self.open() as connection:
            connection.execute(
                "DELETE FROM code WHERE issued_at < ?", (code.issued_at - CODE_SECONDS,)
            )
            connection.execute(
                "INSERT INTO code VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (
                    fingerprint,
                    code.subject,
                    code.redirect_uri,
                    code.scope,
                    code.nonce,
                    code.code_challenge,
                    code.issued_at,
                ),
            )

    def use_code(self, fingerprint: str, now: int) -> IssuedCode | None:
        """What the code stands for, the first time and within a minute; afterwards None."""
        with self.open() as connection:
            row = connection.execute(
                "UPDATE code SET is_used = 1 WHERE fingerprint = ? AND is_used = 0"
                " AND issued_at > ? RETURNING subject, redirect_uri, scope, nonce, challenge,"
                " issued_at",
                (fingerprint, now - CODE_SECONDS),
            ).fetchone()
        return IssuedCode(*row) if row else None

    def has_nonce(self, nonce: str) -> bool:
        """Whether a code was issued for this nonce in the last minute."""
        with self.open() as connection:
            found = connection.execute("SELECT 1 FROM code WHERE nonce = ?", (nonce,)).fetchone()
        return found is not None

    def keep_token(self, fingerprint: str, subject: str, scope: str, now: int) -> None:
        """Remember an access token, and forget those that are over."""
        with self.open() as connection:
            connection.execute(
                "DELETE FROM access_token WHERE issued_at < ?", (now - TOKEN_SECONDS,)
            )
            connection.execute(
                "INSERT INTO access_token VALUES (?, ?, ?, ?)", (fingerprint, subject, scope, now)
            )

    def find_token(self, fingerprint: str, now: int) -> tuple[str, str] | None:
        """Subject and scope of a living access token."""
        with self.open() as connection:
            row = connection.execute(
                "SELECT subject, scope FROM access_token WHERE fingerprint = ? AND issued_at > ?",
                (fingerprint, now - TOKEN_SECONDS),
            ).fetchone()
        return (row[0], row[1]) if row else None
