"""Signs tokens as the portal does, with the key of a system under test: for people who are not in the portal."""

import json
import subprocess
import tempfile
import time
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path

LIFETIME_SECONDS = 800
FORM_TOKEN = "f" * 43


def _base64(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


@dataclass
class Person:
    """Somebody who is signed in; the token is renewed before it expires."""

    key: Path
    roles: list
    participant: str | None = None
    perimeter: list = field(default_factory=lambda: ["*"])
    account: str = field(default_factory=lambda: str(uuid.uuid4()))
    _token: str = ""
    _signed: float = 0.0

    def token(self) -> str:
        if time.time() - self._signed > LIFETIME_SECONDS / 2:
            self._signed = time.time()
            self._token = self._sign()
        return self._token

    def _sign(self) -> str:
        now = int(self._signed)
        claims = {
            "iss": "imagin-portail", "sub": self.account, "sid": str(uuid.uuid4()), "name": "Essai",
            "roles": self.roles, "perimeter": self.perimeter, "csrf": FORM_TOKEN, "iat": now,
            "exp": now + LIFETIME_SECONDS,
        }
        if self.participant:
            claims["pid"] = self.participant
        head = _base64(json.dumps({"alg": "EdDSA", "typ": "JWT"}).encode())
        signed = head + b"." + _base64(json.dumps(claims).encode())
        with tempfile.NamedTemporaryFile() as file:
            file.write(signed)
            file.flush()
            signature = subprocess.run(
                ["openssl", "pkeyutl", "-sign", "-inkey", self.key, "-rawin", "-in", file.name],
                check=True, capture_output=True,
            ).stdout
        return (signed + b"." + _base64(signature)).decode()
