"""A function run apart: what it may do, and that nothing of it stays."""

import os
import signal
import subprocess
import sys
import threading
from contextvars import copy_context
from pathlib import Path
from time import monotonic, sleep

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from quizapp import wording
from quizapp.apart import (
    AT_ONCE,
    MOST_OUTPUT,
    BrokeOff,
    Busy,
    NeededTooMuch,
    Stopped,
    TookTooLong,
    run_apart,
)
from quizapp.errors import BadInput

SLACK = 5  # seconds that a busy machine may add to any limit


def ask(code: str, *, seconds: int = 10, megabytes: int = 256, rest: int = 0) -> bytes:
    payload = code.encode() + b"#" + bytes(rest)
    return run_apart(
        "tests.documents.at_work", payload, seconds=seconds, megabytes=megabytes
    )


def test_the_answer_comes_back() -> None:
    assert ask("answer = b'2' * 3") == b"222"


def test_the_child_speaks_the_language_of_who_asks(tmp_path: Path) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add("This could not be read.", "Das war nicht zu lesen.")
    file = tmp_path / "messages.mo"
    with file.open("wb") as opened:
        write_mo(opened, catalogue)
    said = (
        "from quizapp.wording import gettext;"
        " answer = gettext('This could not be read.').encode()"
    )
    german = copy_context()
    german.run(wording.use, wording.read_file(file), file)
    assert german.run(ask, said) == b"Das war nicht zu lesen."
    assert ask(said) == b"This could not be read."


def test_what_is_larger_than_any_pipe_goes_in_and_comes_out_whole() -> None:
    answer = ask("answer = payload", rest=3_000_000)
    assert len(answer) == len("answer = payload#") + 3_000_000


def test_the_child_is_another_process_in_a_group_of_its_own() -> None:
    told = ask("import os; answer = f'{os.getpid()} {os.getpgid(0)}'.encode()")
    own, group = map(int, told.split())
    assert own == group
    assert own != os.getpid()


def test_any_thread_may_ask() -> None:
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: answers.append(ask("answer = b'here'")))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [b"here"] * 3


def test_only_a_few_run_at_once_and_the_others_wait_their_turn() -> None:
    """Each says when it began and when it ended, on the clock that all share."""
    code = (
        "import time; began = time.monotonic(); time.sleep(0.4); "
        "answer = f'{began} {time.monotonic()}'.encode()"
    )
    times: list[tuple[float, ...]] = []

    def run() -> None:
        times.append(tuple(map(float, ask(code).split())))

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE + 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == AT_ONCE + 2
    for began, _ended in times:
        assert sum(one <= began < two for one, two in times) <= AT_ONCE


def test_whoever_waits_too_long_is_told_to_come_again() -> None:
    def sit() -> None:
        with pytest.raises(TookTooLong):
            ask("import time; time.sleep(60)", seconds=4)

    threads = [threading.Thread(target=sit) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    sleep(0.5)
    with pytest.raises(Busy, match="Try again"):
        ask("answer = b''", seconds=1)
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import time; time.sleep(60)", TookTooLong),
        ("while True: pass", TookTooLong),
        ("a = bytearray(10**9); answer = b''", NeededTooMuch),
        ("a = []\nwhile True: a.append(bytearray(10**6))", NeededTooMuch),
        (f"answer = bytes({MOST_OUTPUT + 1})", NeededTooMuch),
        ("raise ValueError('no')", BrokeOff),
        ("import os; os.abort()", BrokeOff),
        ("import sys; sys.exit(3)", BrokeOff),
        ("def f(): f()\nf()", BrokeOff),
    ],
    ids=[
        "sleeps",
        "spins",
        "asks-for-all-at-once",
        "asks-bit-by-bit",
        "says-too-much",
        "raises",
        "aborts",
        "leaves",
        "falls-for-ever",
    ],
)
def test_what_goes_wrong_in_there_is_an_error_by_name_out_here(
    code: str, error: type[Stopped]
) -> None:
    started = monotonic()
    with pytest.raises(error) as told:
        ask(code, seconds=3)
    assert isinstance(told.value, BadInput)
    assert str(told.value).endswith(".")
    assert monotonic() - started < 3 + SLACK


def test_the_processor_is_limited_too() -> None:
    code = "import resource as r; answer = str(r.getrlimit(r.RLIMIT_CPU)).encode()"
    assert ask(code, seconds=7) == b"(7, 8)"


def test_a_module_that_is_not_there_breaks_off() -> None:
    with pytest.raises(BrokeOff):
        run_apart("quizapp.nowhere", b"", seconds=10, megabytes=256)


def test_what_does_not_read_its_payload_is_an_error_not_a_broken_pipe() -> None:
    with pytest.raises(BrokeOff):
        run_apart("quizapp.nowhere", bytes(5_000_000), seconds=10, megabytes=256)


@pytest.mark.parametrize(
    "code",
    [
        "open('{folder}/new', 'w')",
        "open('{folder}/new', 'a')",
        "import os; os.open('{folder}/new', os.O_CREAT | os.O_RDWR)",
        "import pathlib; pathlib.Path('{folder}/new').write_bytes(b'x')",
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['touch', '{folder}/new'])",
        "import os; os.system('touch {folder}/new')",
        "import os; os.fork() or open('{folder}/new', 'w')",
    ],
)
def test_it_may_not_write_connect_or_start_a_program(code: str, tmp_path: Path) -> None:
    with pytest.raises(BrokeOff):
        ask(f"{code.format(folder=tmp_path)}; answer = b'done'")
    assert list(tmp_path.iterdir()) == []


def test_it_may_read_what_it_imports() -> None:
    assert ask("import colorsys; answer = colorsys.__name__.encode()") == b"colorsys"


def test_it_inherits_no_open_file_and_no_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_SECRET", "hidden")
    with (tmp_path / "secret").open("wb") as secret:
        os.set_inheritable(secret.fileno(), True)
        code = (
            "import os; held = [os.readlink(f'/proc/self/fd/{n}') for n in "
            "range(3, 60) if os.path.lexists(f'/proc/self/fd/{n}')]; "
            "answer = f'{held} {dict(os.environ)}'.encode()"
        )
        told = ask(code).decode()
    assert "secret" not in told
    assert "QUIZAPP" not in told


def test_what_a_library_prints_is_no_answer() -> None:
    assert ask("print('hello', flush=True); answer = b'only this'") == b"only this"


@pytest.mark.skipif(sys.platform != "linux", reason="by design: reads /proc")
def test_nothing_is_left_running() -> None:
    with pytest.raises(TookTooLong):
        ask("import time; time.sleep(987)", seconds=1)
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    mine = children.read_text().split() if children.exists() else []
    lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in mine]
    assert [line for line in lines if b"at_work" in line] == []


def test_it_works_where_the_caller_was_started_in_another_folder(
    tmp_path: Path,
) -> None:
    root = Path(__file__).parents[1]
    code = (
        "from quizapp.apart import run_apart\n"
        "work = 'tests.documents.at_work'\n"
        "print(run_apart(work, b'answer = b\"yes\"', seconds=10, megabytes=256))"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(root)!r})\n{code}",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "b'yes'"


def test_a_killed_child_counts_as_one_that_needed_too_much() -> None:
    code = (
        f"import os, time; os.kill(os.getpid(), {int(signal.SIGKILL)}); time.sleep(5)"
    )
    with pytest.raises(NeededTooMuch):
        ask(code)
