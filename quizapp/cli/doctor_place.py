"""The doctor looks at the place: the folder, the key, the settings, the limits."""

import resource
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from quizapp.cli.finding import Finding, fault, fine, note
from quizapp.config import SHORTEST_KEY, Config
from quizapp.wording import gettext

OTHERS = 0o077  # what a group and all others may do
MB = 1_000_000
LITTLE, VERY_LITTLE = 1000 * MB, 100 * MB
FEW_FILES, VERY_FEW_FILES = 4096, 1024
HERE = ("127.0.0.1", "::1", "localhost")
# SQLite's write-ahead log needs memory that processes share; these have none.
FAR = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs")


def check_folder(folder: Path) -> Iterator[Finding]:
    """Look at the data folder: there, writable, closed to others, with space."""
    check = gettext("data folder")
    if not folder.is_dir():
        yield fault(
            check,
            gettext("There is no folder %(folder)s.") % {"folder": folder},
            gettext(
                "Set QUIZAPP_DATA to the folder with the data; on a new server, "
                "`quizapp serve` makes it at the first start."
            ),
        )
        return
    yield _writable(check, folder)
    yield _closed(check, folder)
    yield _space(folder)


def _writable(check: str, folder: Path) -> Finding:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as refused:
        return fault(
            check,
            gettext("%(folder)s cannot be written to (%(why)s).")
            % {"folder": folder, "why": refused.strerror},
            gettext("Give it to the user that serves: chown -R USER %(folder)s")
            % {"folder": folder},
        )
    return fine(check, gettext("%(folder)s can be written to") % {"folder": folder})


def _closed(check: str, path: Path) -> Finding:
    mode = path.stat().st_mode & 0o777
    if mode & OTHERS:
        wanted = "700" if path.is_dir() else "600"
        return fault(
            check,
            gettext("Others on this machine may look into %(path)s (mode %(mode)s).")
            % {"path": path, "mode": f"{mode:03o}"},
            f"chmod {wanted} {path}",
        )
    return fine(check, gettext("%(name)s is closed to others") % {"name": path.name})


def _space(folder: Path) -> Finding:
    check, free = gettext("space"), shutil.disk_usage(folder).free
    said = gettext("%(mb)s MB are free") % {"mb": free // MB}
    if free >= LITTLE:
        return fine(check, said)
    what = fault if free < VERY_LITTLE else note
    todo = gettext("Free some: without space no answer can be stored.")
    return what(check, said, todo)


def check_key(folder: Path, environment: Mapping[str, str]) -> Finding:
    """Look at what signs the cookies."""
    check, kept = gettext("secret key"), folder / "secret-key"
    given = environment.get("SECRET_KEY")
    if not given and kept.is_file():
        closed = _closed(check, kept)
        if closed.todo:
            return closed
    if not given and not kept.is_file():
        todo = gettext("`quizapp serve` makes one; or set SECRET_KEY.")
        return note(check, gettext("There is no key yet."), todo)
    if len((given or kept.read_text()).strip()) < SHORTEST_KEY:
        todo = gettext(
            "Delete it, and the next start makes a new one; a key of your own takes 32 "
            "random characters or more. Everybody has to come in anew."
        )
        return fault(check, gettext("The key is empty or short."), todo)
    where = "SECRET_KEY" if given else str(kept)
    return fine(check, gettext("in %(where)s") % {"where": where})


def check_settings(config: Config) -> Iterator[Finding]:
    """Look for settings that do not fit each other."""
    check, clean = gettext("settings"), True
    for wrong, said, todo in _misfits(config):
        if wrong:
            clean = False
            yield note(check, said, todo)
    if clean:
        yield fine(check, gettext("they fit each other"))


def _misfits(config: Config) -> tuple[tuple[bool, str, str], ...]:
    secure, proxies = config.secure_cookies, config.proxies
    return (
        (
            secure and not proxies,
            gettext("Cookies are kept to https, and no proxy is believed."),
            gettext(
                "Set QUIZAPP_PROXIES=1 where a proxy speaks https for this server; "
                "without one, QUIZAPP_SECURE_COOKIES=0, or nobody can come in."
            ),
        ),
        (
            bool(proxies) and not secure,
            gettext("A proxy is believed, and cookies also go without https."),
            gettext("Set QUIZAPP_SECURE_COOKIES=1 where the proxy speaks https."),
        ),
        (
            bool(proxies) and not config.hosts,
            gettext("The server answers to any name."),
            gettext("Set QUIZAPP_HOSTS to the names it is to be known by."),
        ),
        (
            config.metrics is not None and config.metrics[0] not in HERE,
            gettext("The figures of QUIZAPP_METRICS are told beyond this machine."),
            gettext("Name a port alone, unless only your network can reach it."),
        ),
    )


def check_open_files() -> Finding:
    """Look at how many files a process may have open: every phone is one or two."""
    check = gettext("open files")
    # The server takes as many as it is allowed to.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    said = gettext("a process may have %(most)s") % {"most": most}
    if most == resource.RLIM_INFINITY or most >= FEW_FILES:
        return fine(check, said)
    todo = gettext(
        "Enough for one room, not for several: ulimit -Hn 4096, or LimitNOFILE=4096 in "
        "the systemd unit."
    )
    return (fault if most < VERY_FEW_FILES else note)(check, said, todo)


def check_file_system(folder: Path, mounts: str) -> Finding:
    """Look at where SQLite's file lies; `mounts` is what /proc/self/mounts says."""
    check = gettext("file system")
    places = [line.split()[1:3] for line in mounts.splitlines()]
    around = [(len(at), kind) for at, kind in places if folder.is_relative_to(at)]
    kind = max(around, default=(0, ""))[1]
    if kind in FAR:
        return fault(
            check,
            gettext("SQLite's file is on a network disk (%(kind)s).") % {"kind": kind},
            gettext("Move it to a disk of this machine, or use PostgreSQL."),
        )
    return fine(check, gettext("SQLite's file is on a disk of this machine"))
