"""What every test may ask for, and what happens where it cannot be had.

A test that cannot run on this machine skips and says what is missing:
`pytest.skip("PostgreSQL: no server binaries")`. The last lines of the run list
every reason. With CI=1 a skip is a failure, unless its reason begins with
"by design: ", which names material that a clone does not carry.
"""

import gc
import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page
from sqlalchemy import make_url

from quizapp.db.migrate import upgrade
from quizapp.resources import folder
from tests import browser as browsers
from tests import postgres
from tests.cli.running import quizapp

IN_CI = os.environ.get("CI", "") not in ("", "0", "false")
BY_DESIGN = "by design: "
# Seconds that a test in a browser may take: ten times what the slowest does.
BROWSER_PATIENCE = 240
IN_A_BROWSER = 2  # what such a test costs, beside others
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

settings.register_profile("default", max_examples=40, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, print_blob=True)
settings.load_profile("ci" if IN_CI else "default")


# ---------------------------------------------------------------- databases


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Run one PostgreSQL server for all tests."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.running())
        except postgres.NoServerError as missing:
            pytest.skip(f"PostgreSQL: {missing}")
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> Iterator[str | None]:
    """Name a migrated database: copying one is faster than migrating."""
    with postgres_server.database() as url:
        _migrate(url)
        yield make_url(url).database


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated database file."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Lend a database without tables, once of each sort."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Lend a migrated database without rows, once of each sort."""
    if request.param == "sqlite":
        path = tmp_path / "quizapp.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("postgres_template")) as url:
        yield url


def _migrate(url: str) -> None:
    """Bring a database to the newest migration, as the app does at its start."""
    upgrade(url, folder("migrations"))


@pytest.fixture(scope="session")
def loaded_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder as the first start leaves it: a copy of it starts sooner."""
    data = tmp_path_factory.mktemp("first") / "data"
    assert quizapp(data, "packs", "load").returncode == 0
    return data


# ------------------------------------------------------------------ browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one browser for all tests."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(browsers.running())
        except browsers.NoBrowserError as missing:
            pytest.skip(f"browser: {missing}")
        yield running


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page in a fresh profile; complaints and strangers fail the test.

    `@pytest.mark.context(color_scheme="dark")` passes on options of the profile.
    """
    marker = request.node.get_closest_marker("context")
    with browser.new_context(**(marker.kwargs if marker else {})) as context:
        context.set_default_timeout(10_000)
        with browsers.watched_page(context) as page:
            yield page


# ---------------------------------------------------------- order and skips


class Skips:
    """Turns a skip into a failure in CI, and names what was skipped elsewhere."""

    def __init__(self) -> None:
        self.reasons: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self,
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        return self._judge((yield))

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self,
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        return self._judge((yield))

    def _judge(self, report: Report) -> Report:
        reason = self._reason(report)
        if IN_CI and reason and not reason.startswith(BY_DESIGN):
            report.outcome = "failed"
            report.longrepr = f"Nothing is skipped in CI. {reason}"
        return report

    # Where tests run in several processes, their reports come together in one.
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._count(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._count(report)

    def _count(self, report: Report) -> None:
        if reason := self._reason(report):
            self.reasons[reason] += 1

    def _reason(self, report: Report) -> str:
        if not report.skipped or hasattr(report, "wasxfail"):
            return ""
        assert isinstance(report.longrepr, tuple)
        return str(report.longrepr[2]).removeprefix("Skipped: ")

    # The very last words of a run.
    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self, config: pytest.Config) -> None:
        if hasattr(config, "workerinput"):
            return
        writer = config.get_terminal_writer()
        for reason, times in self.reasons.most_common():
            writer.line(f"NOT TESTED HERE: {reason} (skipped: {times})", yellow=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "context(**options): a page's browser profile")
    config.pluginmanager.register(Skips(), "skips")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put pure tests first and browser tests last: the cheapest news comes first.

    What a page is waited for has a limit of its own, but not what a script in it does.
    """
    items.sort(key=_cost)
    for item in items:
        if _cost(item) == IN_A_BROWSER and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(BROWSER_PATIENCE))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the collector rest while thousands of tests are found, which all stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="module", autouse=True)
def light_heap() -> None:
    """Keep the collector from what stays anyway: the app calls it after large pages.

    What a file of tests leaves is looked through once, and not at every collection
    of all files that come after it.
    """
    gc.collect()
    gc.freeze()


def _cost(item: pytest.Item) -> int:
    fixtures = set(getattr(item, "fixturenames", ()))
    if fixtures & {"browser", "live_server"}:
        return IN_A_BROWSER
    return 1 if fixtures & {"database_url", "empty_database_url"} else 0
