"""Run a function of ours in a process of its own, with limits that hold.

What reads a stranger's file may take for ever, eat all memory or crash. Here it
does so alone: the child has a bounded time and memory, no open files of ours, no
variables of ours, and it may neither write a file, start a program nor use the
network. The parent only waits for it, so any thread may ask.
"""

import contextlib
import os
import resource
import selectors
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic
from typing import IO, Any, NoReturn

from quizapp.errors import BadInput
from quizapp.wording import gettext, read_file, use, used_file

AT_ONCE = 2  # children of one server; the others wait
MOST_OUTPUT = 8_000_000  # bytes of an answer
_CHUNK = 65_536
_seats = BoundedSemaphore(AT_ONCE)
_NO_MEMORY = 77
_SWITCHES = ("-I", "-B", "-X", "utf8")
# The child finds its modules where we found ours, however we were started.
_START = "import sys; sys.path[:] = sys.argv[5:]; import quizapp.apart as a; a.serve()"
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "urllib.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
)


class Stopped(BadInput):
    """The work apart gave no answer."""


class Busy(Stopped):
    """It never began: too many others were at work all the time."""


class TookTooLong(Stopped):
    """It was still at work when its time was over."""


class NeededTooMuch(Stopped):
    """It asked for more memory than it may have, or answered more than it may."""


class BrokeOff(Stopped):
    """It ended without an answer: a fault in it, or in what it was given."""


def run_apart(module: str, payload: bytes, *, seconds: int, megabytes: int) -> bytes:
    """Return what `work(payload)` of `module` returns, called in a child process.

    `seconds` limits both the time on the clock and on the processor, `megabytes`
    the address space. At most `AT_ONCE` run at the same time; waiting for a place
    takes at most `seconds` too. Raises `Busy`, `TookTooLong`, `NeededTooMuch` or
    `BrokeOff`.
    """
    if not _seats.acquire(timeout=seconds):
        raise Busy(gettext("Other files are being read. Try again in a moment."))
    try:
        return _run(module, payload, seconds, megabytes)
    finally:
        _seats.release()


def _run(module: str, payload: bytes, seconds: int, megabytes: int) -> bytes:
    command = [sys.executable, *_SWITCHES, "-c", _START]
    command += [module, str(seconds), str(megabytes), str(used_file() or "")]
    child = subprocess.Popen(
        command + [str(Path(entry).absolute()) for entry in sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        answer = _exchange(child, payload, monotonic() + seconds)
    finally:
        _end(child)
    return answer if child.returncode == 0 else _explain(child.returncode)


def _exchange(
    child: "subprocess.Popen[bytes]", payload: bytes, deadline: float
) -> bytes:
    """Write and read at once, so that neither side waits for the other."""
    assert child.stdin is not None
    assert child.stdout is not None
    answer, rest = bytearray(), memoryview(payload)
    os.set_blocking(child.stdin.fileno(), False)
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdin, selectors.EVENT_WRITE)
        ready.register(child.stdout, selectors.EVENT_READ)
        while ready.get_map():
            for key, _events in ready.select(_left(deadline)):
                if key.fileobj is child.stdin:
                    rest = _give(child.stdin, rest)
                    done = not rest
                else:
                    done = not _take(child.stdout, answer)
                if done:
                    ready.unregister(key.fileobj)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_left(deadline))
        return bytes(answer)
    raise TookTooLong(_too_long())


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TookTooLong(_too_long())
    return left


def _give(pipe: IO[bytes], rest: memoryview) -> memoryview:
    """Write what the pipe takes now; close it after the last byte."""
    try:
        rest = rest[os.write(pipe.fileno(), rest[:_CHUNK]) :]
    except BrokenPipeError:  # the child is gone; its exit status says why
        rest = rest[:0]
    if not rest:
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
    return rest


def _take(pipe: IO[bytes], answer: bytearray) -> bool:
    """Read what is there; say whether more may come."""
    chunk = os.read(pipe.fileno(), _CHUNK)
    answer += chunk
    if len(answer) > MOST_OUTPUT:
        raise NeededTooMuch(_too_much())
    return bool(chunk)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Leave nothing behind: no process of its group, no zombie, no open pipe."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


def _explain(status: int) -> NoReturn:
    if status == -signal.SIGXCPU:
        raise TookTooLong(_too_long())
    # Nobody but the system kills it here, and it does so for want of memory.
    if status in (_NO_MEMORY, -signal.SIGKILL):
        raise NeededTooMuch(_too_much())
    raise BrokeOff(gettext("This could not be read."))


def _too_long() -> str:
    return gettext("This took too long and was stopped.")


def _too_much() -> str:
    return gettext("This needed too much memory and was stopped.")


# ---------------------------------------------------------------- the child


def serve() -> None:
    """Be the child: take limits, then answer standard input on standard output.

    The command line names the module, the seconds, the megabytes, and the catalogue
    by which to say things; nothing for English.
    """
    module, seconds, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if sys.argv[4]:
        use(read_file(Path(sys.argv[4])))
    _take_limits(seconds, megabytes)
    # What a library prints is no answer.
    answers = os.dup(1)
    os.dup2(2, 1)
    try:
        work = import_module(module).work
        sys.addaudithook(_forbid)
        answer: bytes = work(sys.stdin.buffer.read())
        with os.fdopen(answers, "wb") as out:
            out.write(answer)
    except MemoryError:
        os._exit(_NO_MEMORY)


def _take_limits(seconds: int, megabytes: int) -> None:
    wanted = {
        resource.RLIMIT_AS: megabytes * 1_000_000,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for limit, most in wanted.items():
        # Passing the processor's soft limit ends with a signal that says so, which
        # takes a hard limit above it.
        now = resource.getrlimit(limit)[1]
        hard = most + 1 if now == resource.RLIM_INFINITY else min(most + 1, now)
        # macOS knows the limit on the address space, but not how to set it.
        slack = (ValueError,) if sys.platform == "darwin" else ()
        with contextlib.suppress(*slack):
            resource.setrlimit(limit, (min(most, hard), hard))


def _forbid(event: str, args: tuple[Any, ...]) -> None:
    """Refuse what no reading needs: the network, other programs, writing."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    # Opening one of our own descriptors makes no file.
    if event == "open" and isinstance(args[0], str | bytes) and args[2] & writing:
        raise PermissionError(event)
