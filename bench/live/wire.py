"""A browser's side of HTTP/1.1 over one socket: cookies, a token, streams."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlencode

# What ends a connection that a server closed, or a proxy, or a power cut.
CUT = (OSError, EOFError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
TOKEN = re.compile(r'(?:name="csrf_token" value|data-token)="([^"]+)"')
LONGEST = 1 << 20
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream, and when its last byte was here."""

    name: str
    data: Any
    at: float


@dataclass(slots=True)
class Wire:
    """One connection, kept alive; made anew where the server has closed it."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    _free: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self) -> bool:
        """Connect unless that was done; say whether the connection is a new one."""
        if self.writer is not None:
            return False
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=LONGEST
        )
        return True

    def close(self) -> None:
        if self.writer is not None:
            self.writer.transport.abort()
        self.reader = self.writer = None

    async def ask(self, request: bytes) -> Answer:
        """Send a request and read the whole answer. Raises one of `CUT`."""
        try:
            # A phone that polls may ask for its own vote at the same time.
            async with asyncio.timeout(PATIENCE), self._free:
                status, headers = await self.head(request)
                body = await self._body(status, headers)
        except BaseException:
            self.close()
            raise
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, body)

    async def head(self, request: bytes) -> tuple[int, dict[str, str]]:
        """Send a request; return the status and the headers of its answer."""
        await self.open()
        assert self.reader
        assert self.writer
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines if line)
        }
        return int(first.split(" ", 2)[1]), headers

    async def _body(self, status: int, headers: Mapping[str, str]) -> bytes:
        assert self.reader
        if status in (204, 304):
            return b""
        if headers.get("transfer-encoding") == "chunked":
            return b"".join([chunk async for chunk in self.chunks()])
        return await self.reader.readexactly(int(headers.get("content-length", 0)))

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the chunks of a body as they come. Raises one of `CUT`."""
        assert self.reader
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            yield (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readexactly(2)


@dataclass(slots=True)
class Browser:
    """Cookies and a token of one's own, and a connection for each thing it does."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    pages: Wire = field(init=False)
    forms: Wire = field(init=False)

    def __post_init__(self) -> None:
        self.pages, self.forms = Wire(self.port), Wire(self.port)

    async def get(self, path: str, **headers: str) -> Answer:
        """Load something; a connection that was closed meanwhile is made anew."""
        request = self._request("GET", path, headers)
        kept = self.pages.writer is not None
        try:
            return self._noted(await self.pages.ask(request))
        except CUT:
            if not kept:
                raise
        return self._noted(await self.pages.ask(request))

    async def post(
        self, path: str, fields: Mapping[str, str], *, script: bool = True
    ) -> Answer:
        """Send a form, as the page's script does or as the browser itself."""
        token = {} if script else {"csrf_token": self.token}
        body = urlencode({**fields, **token}).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
        }
        if script:
            headers |= {"X-Requested-With": "fetch", "X-CSRFToken": self.token}
        request = self._request("POST", path, headers) + body
        return self._noted(await self.forms.ask(request))

    async def listen(self, path: str) -> AsyncIterator[Told | int]:
        """Yield the status of a stream and then its events, until it ends or is cut."""
        wire = Wire(self.port)
        wanted = self._request("GET", path, {"Accept": "text/event-stream"})
        try:
            status, _ = await wire.head(wanted)
            yield status
            if status == 200:
                async for event in _events(wire):
                    yield event
        finally:
            wire.close()

    def close(self) -> None:
        self.pages.close()
        self.forms.close()

    def _request(self, method: str, path: str, headers: Mapping[str, str]) -> bytes:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {"Host": f"127.0.0.1:{self.port}", "Cookie": jar, **headers}
        lines = [f"{name}: {value}" for name, value in own.items() if value]
        return "\r\n".join((f"{method} {path} HTTP/1.1", *lines, "", "")).encode()

    def _noted(self, answer: Answer) -> Answer:
        if given := answer.headers.get("set-cookie"):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer


async def _events(wire: Wire) -> AsyncIterator[Told]:
    kept = b""
    async for chunk in wire.chunks():
        kept += chunk
        at = monotonic()
        while b"\n\n" in kept:
            block, _, kept = kept.partition(b"\n\n")
            lines = dict(
                line.split(b": ", 1) for line in block.split(b"\n") if b": " in line
            )
            if b"event" in lines:
                data = json.loads(lines[b"data"])
                yield Told(lines[b"event"].decode(), data, at)
