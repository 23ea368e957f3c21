"""The desk's pages are there, and are loaded for those alone who work at it."""

import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.web.desk_addresses import ADDRESSES, UPLOADS, view_of

NAMES = [name for _, _, name in ADDRESSES]
ASKED_BY_A_STRANGER = """
import sys
from quizapp.config import read_config
from quizapp.web.app import create_app

app = create_app(read_config({"QUIZAPP_DATA": sys.argv[1]}))
assert app.test_client().get("/desk/").status_code in (302, 303, 401)
print(*{"pydantic", "ruamel.yaml", "rapidfuzz"} & {*sys.modules})
"""


@pytest.mark.parametrize("name", NAMES)
def test_every_address_has_a_view(name: str) -> None:
    assert view_of(name).__doc__


def test_uploads_go_to_the_desk() -> None:
    assert set(NAMES) >= UPLOADS


def test_a_stranger_does_not_make_a_worker_load_the_desk(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED_BY_A_STRANGER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == ""
