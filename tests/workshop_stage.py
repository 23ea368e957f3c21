"""A workshop in browsers: hosts with accounts, a wall, phones; each its own profile."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update

from quizapp.db.models import Answer, Person, Question, Round, Workshop
from quizapp.db.session import Database
from quizapp.game.role import Role
from tests.stage import Game

PASSWORD = "boat harbour winter"
PLAN = "/workshops/plan/winter-ferry/ferry"
PHONE, LAPTOP, WALL = (390, 844), (1280, 800), (1280, 720)
numbers = count(1)


class Hall:
    """A game with a workshop in it, and every device that anybody holds."""

    def __init__(self, game: Game, browser: Browser, devices: ExitStack) -> None:
        self.game, self._browser, self._devices = game, browser, devices
        self.code, self.complaints = "", list[str]()
        self._number = next(numbers)

    def device(self, size: tuple[int, int], *, scripts: bool = True) -> Page:
        """Return a page in a fresh profile; complaints fail the test at its end."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts
        )
        self._devices.callback(leave, context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._note(said.type, said.text))
        return page

    def _note(self, kind: str, text: str) -> None:
        """Keep what a page complains of; a request that is refused is no complaint."""
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def email(self, name: str) -> str:
        """Return somebody's address, which is nobody's in another hall."""
        return f"{name.lower()}{self._number}@example.org"

    def instructor(self, name: str) -> Page:
        """Return the laptop of somebody new who teaches."""
        page, email = self.device(LAPTOP), self.email(name)
        page.goto(f"{self.game.url}/account/register")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        page.wait_for_load_state()
        with closing(self._database()) as database, database.writing() as session:
            session.execute(
                update(Person)
                .where(Person.email == email)
                .values(role=Role.INSTRUCTOR.value)
            )
        return page

    def sign_in(self, page: Page, name: str) -> None:
        page.goto(f"{self.game.url}/account/sign-in")
        page.get_by_label("E-mail address").fill(self.email(name))
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()

    def open(self, host: Page, lines: int = 2, **choices: str) -> None:
        """Plan a workshop of so many lines and open its room."""
        host.goto(f"{self.game.url}{PLAN}")
        for box in reversed(host.locator("[name=line]:checked").all()[lines:]):
            box.uncheck()
        for name, value in choices.items():
            host.select_option(f"#{name}", value)
        host.get_by_role("button", name="Open the room").click()
        host.wait_for_selector("[data-step]")
        self.code = host.url[-6:]

    def wall(self, host: Page) -> Page:
        """Open the wall in a window of the host's browser."""
        page = host.context.new_page()
        page.set_viewport_size({"width": WALL[0], "height": WALL[1]})
        page.goto(f"{self.game.url}/workshops/{self.code}/wall")
        return page

    def phone(self, name: str, *, scripts: bool = True) -> Page:
        """Bring somebody in by the code that stands on the wall."""
        page = self.device(PHONE, scripts=scripts)
        page.goto(f"{self.game.url}/join?code={self.code[:3]}+{self.code[3:]}")
        page.get_by_label("A name for this room").fill(name)
        page.get_by_role("button", name="Come in").click()
        page.wait_for_selector(".phone")
        return page

    def votes(self) -> list[tuple[int, int, int]]:
        """Read the database: position, turn and participant of every vote."""
        query = (
            select(Question.position, Answer.turn, Answer.participant_id)
            .join(Question, Question.id == Answer.question_id)
            .join(Round, Round.id == Question.round_id)
            .join(Workshop, Workshop.id == Round.workshop_id)
            .where(Workshop.code == self.code)
        )
        with closing(self._database()) as database, database.reading() as session:
            return sorted(tuple(row) for row in session.execute(query))

    def stage(self) -> tuple[int, str]:
        """Read the database: where the room stands."""
        query = select(Workshop.position, Workshop.stage)
        with closing(self._database()) as database, database.reading() as session:
            row = session.execute(query.where(Workshop.code == self.code)).one()
            return row.position, row.stage

    def _database(self) -> Database:
        return Database(f"sqlite:///{self.game.data / 'quizapp.db'}")


@contextmanager
def hall_of(game: Game, browser: Browser) -> Iterator[Hall]:
    """Lend a hall; every device is closed at the end, and none may have complained."""
    with ExitStack() as devices:
        hall = Hall(game, browser, devices)
        yield hall
    assert hall.complaints == []


def leave(context: BrowserContext) -> None:
    """Close a device, whatever a test still holds back on its way."""
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.close()


def choose(phone: Page, which: int = 0) -> None:
    """Fill in the ballot on a phone without sending it."""
    form = phone.locator("form.vote")
    expect(form).to_be_visible()
    if form.locator(".word").count():
        form.locator(".word").nth(which + 1).click()
    else:
        form.locator("[name=verdict], [name=option]").nth(which).check()
    if form.locator("[name=certainty]").count():
        form.locator("[name=certainty]").nth(1).check()


def vote(phone: Page, which: int = 0) -> None:
    """Fill in the ballot on a phone, send it and read that it is in."""
    choose(phone, which)
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Your answer is in.")).to_be_visible()


def step(host: Page, words: str | re.Pattern[str]) -> None:
    """Press the host's big button, which must say these words."""
    button = host.locator(".next")
    expect(button).to_contain_text(words)
    button.click()
    expect(button).not_to_contain_text(words)
