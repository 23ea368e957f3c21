"""Prove a wheel: installed alone, in an empty folder, it serves every case.

`python -m tests.wheel_check dist/quizapp-….whl`, or `make wheel`.
"""

import contextlib
import html
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds until the first page
LINK = re.compile(r"""<(?:a|link|script)\b[^>]*?\b(?:href|src)="(/[^"#]*)""")
TITLE = re.compile(r"""^title:[ \t]*["']?(.+?)["']?[ \t]*(?:#.*)?$""", re.MULTILINE)


def main(wheel: Path) -> None:
    """Install `wheel` away from the repository, serve, look, stop."""
    with tempfile.TemporaryDirectory(prefix="quizapp-wheel-") as name:
        place = Path(name)
        command = _install(wheel, place / "venv")
        empty = place / "empty"
        empty.mkdir()
        with _serving(command, empty) as address:
            pages = _visit(address)
    print(f"{wheel.name} serves {len(pages)} pages from an empty folder.")


def _install(wheel: Path, place: Path) -> Path:
    """Return the `quizapp` command of a fresh environment."""
    venv.create(place, with_pip=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    pinned = ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
    subprocess.run([*pip, "install", "-q", "--no-deps", *pinned], check=True)
    subprocess.run([*pip, "install", "-q", "--no-deps", str(wheel)], check=True)
    return place / "bin" / "quizapp"


@contextlib.contextmanager
def _serving(command: Path, folder: Path) -> Iterator[str]:
    """Run the server in `folder`; lend its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    # Nothing of the repository and no setting may help.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
    }
    server = subprocess.Popen(
        [command, "serve", "--port", str(port)], cwd=folder, env=environment
    )
    try:
        _wait(server, address)
        yield address
        server.send_signal(signal.SIGTERM)
        status = server.wait(timeout=PATIENCE)
        if status not in (0, -signal.SIGTERM):
            sys.exit(f"The server ended with status {status}.")
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            _get(address + "/")
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    sys.exit("The server did not answer; what it said stands above.")


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            text: str = answer.read().decode()
            return text
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{address}: {refusal.code} {refusal.reason}")
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, ConnectionError):
            raise fault.reason from fault
        raise


def _visit(address: str) -> dict[str, str]:
    """Read the first page and all it links to; every case must be in them."""
    home = _get(address + "/")
    paths = sorted({html.unescape(path) for path in LINK.findall(home)})
    pages = {"/": home, **{path: _get(address + path) for path in paths}}
    if not any("case" in path for path in pages):
        sys.exit(f"The first page links to no case, only to {', '.join(paths)}.")
    words = html.unescape("\n".join(pages.values()))
    missing = [title for title in _titles() if title not in words]
    if missing:
        sys.exit(f"No page shows the case {' or '.join(missing)}.")
    return pages


def _titles() -> list[str]:
    """Return the title of every case in the repository."""
    files = sorted(ROOT.glob("questions/*/*.yaml"))
    cases = [file for file in files if file.name != "pack.yaml"]
    found = [TITLE.search(case.read_text(encoding="utf-8")) for case in cases]
    titles = [title.group(1) for title in found if title]
    if not titles or len(titles) < len(cases):
        sys.exit("A case in questions/ has no title.")
    return titles


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
