"""The floor: a bare Flask + Flask-Login + SQLAlchemy app, the least such an app can be.

It stores an answer as one row with a commit, and shows a page of a given size, on the
same database settings and the same server settings as the game.

    python -m bench.floor DATABASE_URL PORT
"""

import sys
from collections.abc import Iterator

from flask import Flask, redirect, render_template_string, request
from flask_login import (
    LoginManager,
    UserMixin,
    current_user,
    login_required,
    login_user,
)
from gunicorn.app.base import BaseApplication
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quizapp.db.session import Database

FORM = {"choice": "parts", "certainty": "2"}
LINE = "What a line of a page may say, more or less; <b>bold</b> is escaped."
PAGE = """<!doctype html><title>Floor</title>
{% for line in lines %}<p class="line">{{ line }}</p>
{% endfor %}"""


class Base(DeclarativeBase):
    pass


class User(Base, UserMixin):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)


class Answer(Base):
    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    choice: Mapped[str]
    certainty: Mapped[int]


def prepare(url: str) -> None:
    """Make the tables, and the one user."""
    database = Database(url)
    Base.metadata.create_all(database.engine)
    with database.writing() as session:
        session.add(User(id=1))
    database.close()


def create_app(url: str) -> Flask:
    database = Database(url)
    app = Flask(__name__)
    app.secret_key = "floor"
    manager = LoginManager(app)

    @manager.user_loader
    def load(user_id: str) -> User | None:
        with database.reading() as session:
            return session.get(User, int(user_id))

    @app.post("/login")
    def login() -> str:
        with database.reading() as session:
            user = session.get(User, 1)
        login_user(user)
        return ""

    @app.post("/answer")
    @login_required
    def answer() -> object:
        with database.writing() as session:
            session.add(
                Answer(
                    user_id=current_user.id,
                    choice=request.form["choice"],
                    certainty=int(request.form["certainty"]),
                )
            )
        return redirect("/answer", 303)

    @app.get("/page/<int:size>")
    @login_required
    def page(size: int) -> str:
        return render_template_string(PAGE, lines=list(_lines(size)))

    return app


def _lines(size: int) -> Iterator[str]:
    """Yield lines until the page has about so many bytes."""
    each = len('<p class="line"></p>\n') + len(LINE) + 4 * 3  # each < and > is four
    yield from (LINE for _ in range(size // each))


class Server(BaseApplication):
    """The same server as the game's, with the same settings."""

    def __init__(self, url: str, port: int) -> None:
        self.url, self.port = url, port
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": f"127.0.0.1:{self.port}",
            "worker_class": "gthread",
            "threads": 640,
            "worker_connections": 3000,
            "backlog": 2048,
            "graceful_timeout": 2,
            "keepalive": 30,
            "loglevel": "warning",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        sys.setswitchinterval(0.0005)
        return create_app(self.url)


if __name__ == "__main__":
    Server(sys.argv[1], int(sys.argv[2])).run()
