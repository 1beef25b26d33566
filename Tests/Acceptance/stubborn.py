"""A browser that never gives up: the same command is sent again, under the same id, until somebody answers."""

import http.client
import random
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tokens import FORM_TOKEN, Person

# What a person meets while something restarts.
PASSING = {500, 502, 503, 504}


class NoAnswer(Exception):
    """Nobody answered before the deadline."""


@dataclass
class Answer:
    status: int
    location: str
    text: str


@dataclass
class StubbornVisitor:
    origin: str
    person: Person
    dice: random.Random
    patience_seconds: float = 120.0
    retries: int = 0
    repeated: int = 0
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict) -> Answer:
        """One command. Now and then it is sent a second time, as an impatient finger does: the answer is the same."""
        body = urlencode(fields | {"_jeton": FORM_TOKEN, "_commande": str(uuid.uuid4())})
        answer = self._ask("POST", path, body)
        if answer.status < 400 and self.dice.random() < 0.05:
            again = self._ask("POST", path, body)
            self.repeated += 1
            assert (again.status, again.location) == (answer.status, answer.location), (path, answer, again)
        return answer

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        deadline = time.monotonic() + self.patience_seconds
        pause = 0.1
        while True:
            try:
                answer = self._once(method, path, body)
                if answer.status not in PASSING:
                    return answer
            except (OSError, http.client.HTTPException):
                self._close()
            if time.monotonic() > deadline:
                raise NoAnswer(f"{method} {path}")
            self.retries += 1
            time.sleep(pause * self.dice.uniform(0.5, 1.5))
            pause = min(2.0, pause * 2)

    def _once(self, method: str, path: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=20)
        headers = {"Cookie": f"imagin_jeton={self.person.token()}", "Origin": self.origin}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode(errors="replace")
        return Answer(response.status, response.headers.get("Location", ""), text)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
