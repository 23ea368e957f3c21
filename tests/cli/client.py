"""A player who talks to a running server over a socket, as fast as it answers."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

CASE = "/cases/winter-ferry/ferry/"
FIELDS = {
    "judge": {"verdict": "parts", "certainty": "1"},
    "spot": {"option": "0", "certainty": "1"},
    "mark": {"word": "0"},
    "name": {"option": "0"},
    "restore": {"option": "0"},
    "missing": {"option": "0"},
}


@dataclass
class Client:
    """A browser without a screen; `acknowledged` are addresses of answers taken."""

    port: int
    cookie: str = ""
    token: str = ""
    patience: float = 20  # seconds
    acknowledged: list[str] = field(default_factory=list)

    def ask(
        self, method: str, address: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Return the status and the page, or where the server leads to."""
        body = urlencode({"csrf_token": self.token, **fields}) if fields else None
        headers = {"Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        if given := answer.getheader("Set-Cookie"):
            self.cookie = given.split(";")[0]
        if found := re.search(r'name="csrf_token" value="([^"]+)"', page):
            self.token = found[1]
        return answer.status, answer.getheader("Location") or page

    def start(self) -> str:
        """Start a round, or go on with the open one; return its address."""
        self.ask("GET", CASE)
        status, here = self.ask("POST", f"{CASE}rounds", {"source": "beside"})
        assert status == 303, here
        return here

    def answer(self, address: str) -> None:
        """Answer one question, and note that it was taken."""
        _, page = self.ask("GET", address)
        question = re.search(r'class="question (\w+)"', page)
        assert question, page
        status, said = self.ask("POST", address, FIELDS[question[1]])
        assert status == 303, said
        self.acknowledged.append(address)

    def play_until_cut(self) -> None:
        """Play round after round until the server is gone."""
        try:
            while True:
                here = self.start()
                while (step := self.ask("GET", here))[0] == 303:
                    self.answer(step[1])
        except (OSError, HTTPException):
            return
