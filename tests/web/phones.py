"""Somebody with an app on the phone, and a clock that can be turned on."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pyotp import TOTP
from time_machine import Traveller
from werkzeug.test import TestResponse

from tests.web.door import LEA, PASSWORD, sign_in
from tests.web.visitor import Visitor

HOME = "/account/second-factor/"


@dataclass
class App:
    """An app that was told a secret, and the recovery codes on paper beside it."""

    clock: Traveller
    secret: str
    codes: list[str] = field(default_factory=list)

    def figures(self) -> str:
        """Wait for the next figures and read them."""
        self.clock.shift(30)
        return self.now()

    def now(self) -> str:
        """Read the figures that are shown now."""
        return TOTP(self.secret).at(datetime.now(UTC))


def set_up(visitor: Visitor, clock: Traveller) -> tuple[App, dict[str, str]]:
    """Give the password and scan the secret; return the app and the form to send."""
    visitor.get(HOME)
    page = visitor.post(f"{HOME}begin", {"old": PASSWORD})
    assert page.status_code == 200, page.text
    secret = re.search(r'class="link-once"[^>]*>([A-Z2-7-]+)<', page.text)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert secret
    assert sealed
    app = App(clock, secret[1].replace("-", ""))
    return app, {"sealed": sealed[1]}


def turn_on(visitor: Visitor, clock: Traveller) -> App:
    """Turn the second factor on; return the app and the paper."""
    app, form = set_up(visitor, clock)
    page = visitor.post(f"{HOME}on", {**form, "figures": app.figures()}, page=HOME)
    assert page.status_code == 200, page.text
    app.codes = re.findall(r"<li>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){5})</li>", page.text)
    assert len(app.codes) == 10
    return app


def send_code(visitor: Visitor, **fields: str) -> TestResponse:
    """Fill in the second page of signing in."""
    answer = visitor.post("/account/code", fields, page="/account/sign-in")
    # What is refused is refused for what was typed, and not for its token.
    assert "older than your visit" not in answer.text
    return answer


def sign_in_twice(visitor: Visitor, app: App, email: str = LEA) -> TestResponse:
    """Sign in with the password and with the app."""
    assert sign_in(visitor, email).location == "/account/code"
    return send_code(visitor, figures=app.figures())
