"""The browser of the tests: where it is, and how it comes to a machine without one.

`python -m tests.browser` looks for one and, where it can, installs one.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

# The shell is Chromium without menus and windows, which no test looks at.
SHELL = "chromium-headless-shell"
NAMES = (
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# A fresh profile that talks to nobody but the server under test.
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 600  # seconds that an installer may take


class NoBrowserError(Exception):
    """No Chromium can be had here; the message says what to do."""


def find() -> str:
    """Return the executable: $CHROMIUM, one on the PATH, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise NoBrowserError(f"CHROMIUM names {named}, which cannot be run")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
    if Path(bundled).exists():
        return bundled
    raise NoBrowserError("no Chromium; install one, or name one in CHROMIUM")


def install() -> None:
    """Try Debian's packages, then Playwright's own build, until one is there."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    attempts = [playwright]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        package = [*quiet, "install", "-y", "--no-install-recommends"]
        packages = [[*package, name] for name in (SHELL, "chromium")]
        # Ubuntu has no such package: Playwright's build then asks apt for libraries.
        attempts = [[*quiet, "update"], *packages, [*playwright, "--with-deps"]]
    for command in attempts:
        print("Looking for a browser:", " ".join(command), flush=True)
        _try(command)
        with contextlib.suppress(NoBrowserError):
            find()
            return


def _try(command: list[str]) -> None:
    """Run an installer; say in one line what went wrong."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            command,
            env=quiet,
            timeout=PATIENCE,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
    except subprocess.TimeoutExpired:
        print(f"  gave up after {PATIENCE} seconds")
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or ["no reason given"]
        print(f"  failed: {lines[0]}")


@contextlib.contextmanager
def running() -> Iterator[Browser]:
    """Run the browser without a window for the length of the block."""
    executable = find()
    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        try:
            browser = launch(executable_path=executable, args=list(FLAGS))
        except Error as error:
            raise NoBrowserError(f"{executable} does not start: {error}") from error
        yield browser
        browser.close()


@contextlib.contextmanager
def watched_page(context: BrowserContext) -> Iterator[Page]:
    """Open a page that may neither complain nor speak to a third party.

    The browser's own line about a refused request (404, 409) is no complaint.
    """
    complaints: list[str] = []
    strangers: list[str] = []

    def complain(kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            complaints.append(text)

    def request(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
            strangers.append(url)

    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complain(message.type, message.text))
    page.on("request", lambda asked: request(asked.url))
    yield page
    assert not complaints, f"the page complained: {complaints}"
    assert not strangers, f"the page asked a third party: {strangers}"


if __name__ == "__main__":
    try:
        find()
    except NoBrowserError as missing:
        if "CHROMIUM" not in os.environ:
            install()
        else:
            print(missing, file=sys.stderr)
