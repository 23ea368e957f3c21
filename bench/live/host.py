"""The host: signs in, puts the wall up, and leads from stage to stage."""

import asyncio
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bench.live.phone import RETRY, Ledger
from bench.live.wire import CUT, Browser

VERSION = re.compile(r'data-version="(\d+)"')


@dataclass(slots=True)
class Host:
    """Whoever leads; `counted` is what the wall was told last.

    `walls` are its drawings by version.
    """

    port: int
    code: str
    ledger: Ledger
    browser: Browser = field(init=False)
    version: int = 0
    counted: dict[str, Any] = field(default_factory=dict)
    walls: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.browser = Browser(self.port)

    async def sign_in(self, email: str, password: str) -> None:
        await self.browser.get("/account/sign-in")
        fields = {"email": email, "password": password}
        answer = await self.browser.post("/account/sign-in", fields, script=False)
        assert answer.status == 303, answer.text
        page = await self.browser.get(f"/workshops/{self.code}")
        found = VERSION.search(page.text)
        assert found, page.text
        self.version = int(found[1])

    async def watch(self, face: str) -> None:
        """Follow the stream of the wall, or of the host's own screen."""
        while True:
            try:
                path = f"/workshops/{self.code}/stream/{face}"
                async for told in self.browser.listen(path):
                    if isinstance(told, int):
                        continue
                    if told.name == "count":
                        self.counted = told.data
                    elif told.name == "stage" and face == "wall":
                        self.walls[told.data["version"]] = told.data["html"]
            except CUT:
                pass
            await asyncio.sleep(RETRY)

    async def step(self, step: str = "next") -> float:
        """Take a step; return when it was asked for. A cut one is sent again."""
        asked = monotonic()
        self.ledger.asked[self.version + 1] = asked
        fields = {"step": step, "version": str(self.version)}
        while True:
            try:
                path = f"/workshops/{self.code}/steps"
                answer = await self.browser.post(path, fields)
            except (*CUT, TimeoutError):
                answer = None
            if answer is None or answer.status >= 500:
                await asyncio.sleep(0.5)
                continue
            assert answer.status == 204, f"{answer.status} {answer.text}"
            self.version += 1
            return asked

    async def split(self) -> tuple[int, int]:
        """Return the votes that the wall shows at the reveal: alone, after talking."""
        while self.version not in self.walls:
            await asyncio.sleep(0.02)
        drawn = self.walls[self.version]
        alone, again = (
            sum(map(int, re.findall(rf"(\d+) {words}", drawn)))
            for words in ("alone", "after talking")
        )
        return alone, again
