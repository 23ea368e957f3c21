"""The packages we lock: `python -m tests.audit` looks at them without a network.

Every one is pinned to one version by hashes, what is installed is what is locked, and
what travels with the app may be passed on. `--advisories` also asks pip-audit whether
weaknesses are known; that needs an advisory service, and says so where there is none.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parents[1]
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
# Licences that let us pass a package on beside our own code under MIT.
FREE = {
    *("MIT", "BSD", "0BSD", "Apache", "PSF", "ISC", "Zlib", "CC0", "CNRI", "Unlicense"),
    # These ask for their own changes back, and nothing of whoever uses them.
    *("MPL", "LGPL"),
}
# What the free-text fields of older packages say.
WORDS = {
    "Mozilla Public License": "MPL",
    "Python Software Foundation": "PSF",
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache",
}
# Tools for us alone, which travel nowhere: one is under the GPL, one names its licence,
# MIT, only in a file.
TOOLS = {"djlint", "axe-playwright-python"}
UNREACHED = (
    "No advisory service answers from here, so nothing can be said of known "
    "weaknesses. Run `make audit` where there is a network."
)


@dataclass(frozen=True, slots=True)
class Locked:
    """One entry of a lock file."""

    name: str
    version: str
    hashes: int
    marker: str


def locked(text: str) -> Iterator[Locked]:
    """Yield the entries of a lock file; what is none raises `ValueError`."""
    for entry in text.replace("\\\n", " ").splitlines():
        if not entry.strip():
            continue
        head, *hashes = re.split(r"\s+--hash=", entry)
        pinned = re.fullmatch(r"([a-z0-9-]+)==([\w.!+]+)(?:\s*;\s*(.+))?", head.strip())
        if pinned is None or not all(
            re.fullmatch(r"sha256:[0-9a-f]{64}\s*", each) for each in hashes
        ):
            raise ValueError(f"{head.strip()} is not pinned to one version by sha256")
        name, version, marker = pinned.groups()
        yield Locked(name, version, len(hashes), marker or "")


def faults(lock: str) -> Iterator[str]:
    """Yield what is wrong with the packages of a lock file, a sentence each."""
    seen: set[str] = set()
    for entry in locked(lock):
        if not entry.hashes:
            yield f"{entry.name} has no hash"
        if entry.marker and not Marker(entry.marker).evaluate():
            continue
        if entry.name in seen:
            yield f"{entry.name} is there twice"
        seen.add(entry.name)
        try:
            found = metadata.distribution(entry.name)
        except metadata.PackageNotFoundError:
            yield f"{entry.name} is locked and not installed; run make"
            continue
        if found.version != entry.version:
            yield f"{entry.name} {found.version} is installed, {entry.version} locked"
        if entry.name not in TOOLS and not may_be_passed_on(licence_of(found)):
            yield f"{entry.name}: nobody has said yes to its licence"


def licence_of(package: metadata.Distribution) -> str:
    """Return what a package says its licence is: an expression, or words."""
    told = package.metadata
    expression = told.get("License-Expression")
    classes = [c for c in told.get_all("Classifier") or () if c.startswith("License")]
    first = (told.get("License") or "").strip().partition("\n")[0]
    return expression or "; ".join(classes) or first


def may_be_passed_on(licence: str) -> bool:
    """Tell whether we may: of `A OR B` one suffices, of `A AND B` both have to do.

    >>> licences = "MIT AND PSF-2.0", "GPL-3.0 OR MIT", "GPL-3.0"
    >>> [may_be_passed_on(licence) for licence in licences]
    [True, True, False]
    """
    for words, name in WORDS.items():
        if words in licence:
            return name in FREE
    return any(
        all(_is_free(part) for part in re.split(r"\s+AND\s+", choice.strip(" ()")))
        for choice in re.split(r"\s+OR\s+", licence)
    )


def _is_free(licence: str) -> bool:
    return re.split(r"[-\s]", licence.strip(" ()"))[0] in FREE


def ask_for_advisories() -> int:
    """Ask pip-audit about what travels with the app; return 1 for a known weakness.

    Return 2 where nobody could be asked, about one package or about all.
    """
    tool = [str(Path(sys.executable).parent / "uv"), "tool", "run", "pip-audit"]
    wanted = ["--requirement", str(RUN), "--require-hashes", "--disable-pip"]
    words = [*tool, "--format", "json", "--progress-spinner", "off", *wanted]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        told = []
    weak = [
        f"{one['name']}: {each['id']}" for one in told for each in one.get("vulns", ())
    ]
    unknown = [one["name"] for one in told if "skip_reason" in one]
    print("\n".join(weak))
    if not told or unknown:
        print(f"{UNREACHED} Not asked about: {', '.join(unknown) or 'any'}.")
    return 1 if weak else 2 * (not told or bool(unknown))


def main() -> int:
    """Look at both lock files; return 1 where something is wrong."""
    found = sorted({fault for lock in (RUN, DEV) for fault in faults(lock.read_text())})
    print("\n".join(found) or "Every locked package is pinned, installed and free.")
    if found or "--advisories" not in sys.argv:
        return int(bool(found))
    return ask_for_advisories()


if __name__ == "__main__":
    sys.exit(main())
