"""A test that hangs fails by its name, and those after it run."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
HANGS = """
import time

def test_that_hangs():
    time.sleep(60)

def test_that_runs():
    pass
"""


def test_a_test_that_hangs_fails_by_name_and_the_next_one_runs(tmp_path: Path) -> None:
    file = tmp_path / "test_hanging.py"
    file.write_text(HANGS, encoding="utf-8")
    ours = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    words = [*ours, "-o", "timeout=1", "-n0", str(file)]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert "test_hanging.py::test_that_hangs" in ran.stdout
    assert "Failed: Timeout (>1.0s)" in ran.stdout
    assert "1 failed, 1 passed" in ran.stdout


# The browser may take its time to start; only the test itself is to be short.
@pytest.mark.timeout(5, func_only=True)
@pytest.mark.xfail(raises=pytest.fail.Exception, strict=True)
def test_a_script_that_never_ends_does_not_hold_the_run_up(page: Page) -> None:
    page.evaluate("new Promise(() => {})")


def test_the_next_page_opens_all_the_same(page: Page) -> None:
    assert page.evaluate("1 + 1") == 2


def test_every_test_has_its_limit(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config
) -> None:
    assert float(pytestconfig.getini("timeout")) > 0
    for item in request.session.items:
        if "browser" in getattr(item, "fixturenames", ()):
            assert item.get_closest_marker("timeout")
