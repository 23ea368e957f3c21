"""A database with much in it: packs by the dozen, simulated groups, who comes back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.security import generate_password_hash

from bench.game import token
from quizapp import resources
from quizapp.cli import demo
from quizapp.config import Config
from quizapp.db.models import Group, Member, Participant, Person
from quizapp.db.session import Database
from quizapp.packs.read import read_pack
from quizapp.services.demo import EMAIL
from quizapp.services.loading import load_pack
from quizapp.web.unpacked import lay_on_desk

PASSWORD = "four quiet herring boats"
MODEL = "winter-ferry"


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    database = Database(config.database_url)
    try:
        yield database
    finally:
        database.close()


def add_packs(config: Config, count: int) -> None:
    """Load so many copies of a shipped pack, under names of their own."""
    model = read_pack(resources.folder("questions") / MODEL)
    with opened(config) as database:
        for number in range(1, count + 1):
            name, title = f"{model.slug}-{number}", f"{model.title} {number}"
            with database.writing() as session:
                copy = replace(model, slug=name, title=title)
                load_pack(session, copy, now=datetime.now(UTC))


def add_groups(config: Config, sizes: Sequence[Sequence[int]]) -> None:
    """Let simulated groups play; `sizes` are the answers of each member of each."""
    now = datetime.now(UTC)
    with opened(config) as database, redirect_stderr(StringIO()):
        person = demo.begin(database, now=now)
        demo.fill(database, person=person, sizes=sizes, seed=1, now=now)
        with database.writing() as session:
            made = session.get_one(Person, person)
            made.password = generate_password_hash(PASSWORD)
        _look_over(database)


def _look_over(database: Database) -> None:
    """Let PostgreSQL count what it has, as a server that runs does within a minute."""
    if database.engine.dialect.name == "postgresql":
        alone = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with alone.connect() as connection:
            connection.execute(text("vacuum analyze"))


def lay_pack(config: Config) -> tuple[int, str]:
    """Lay a shipped pack on the instructor's desk; return its number and a case."""
    model = read_pack(resources.folder("questions") / MODEL)
    with opened(config) as database, database.writing() as session:
        wanted = select(Person.id).where(Person.email == EMAIL)
        person = session.scalars(wanted).one()
        number = lay_on_desk(session, model, person=person, now=datetime.now(UTC))
    return number, model.cases[0].slug


def groups(config: Config) -> list[int]:
    """Return the groups, those made first at the front."""
    with opened(config) as database, database.reading() as session:
        return list(session.scalars(select(Group.id).order_by(Group.id)))


def first_member(config: Config, group: int) -> tuple[int, str]:
    """Return a member's number and the code that they come back by."""
    with opened(config) as database, database.reading() as session:
        row = session.execute(
            select(Member.id, Participant.rejoin_code)
            .join(Participant, Participant.id == Member.participant_id)
            .where(Member.group_id == group)
            .order_by(Member.id)
            .limit(1)
        ).one()
        return row.id, row.rejoin_code


def sign_in(app: Flask) -> FlaskClient:
    """Come in as the instructor of the simulated groups."""
    client = app.test_client()
    page = client.get("/account/sign-in").text
    form = {"csrf_token": token(page), "email": EMAIL, "password": PASSWORD}
    _expect(client.post("/account/sign-in", data=form).status_code)
    return client


def come_back(app: Flask, code: str) -> FlaskClient:
    """Come in as the player with this code."""
    client = app.test_client()
    form = {"csrf_token": token(client.get("/you/").text), "code": code}
    _expect(client.post("/you/rejoin", data=form).status_code)
    return client


def _expect(status: int) -> None:
    if status != 303:
        raise RuntimeError(f"nobody was let in: {status}")
