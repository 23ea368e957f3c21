"""The floor: a bare Flask + Flask-Login + SQLAlchemy handler that stores one row."""

from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask, redirect, request
from flask_login import (
    LoginManager,
    UserMixin,
    current_user,
    login_required,
    login_user,
)
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quizapp.db.session import Database


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


def answers(folder: Path) -> Iterator[Callable[[], int]]:
    """Yield calls that send one answer each and return the status."""
    folder.mkdir()
    app = create_app(f"sqlite:///{folder / 'floor.db'}")
    client = app.test_client()
    client.post("/login")
    form = {"choice": "parts", "certainty": "2"}
    while True:
        yield lambda: client.post("/answer", data=form).status_code


def create_app(url: str) -> Flask:
    database = Database(url)
    Base.metadata.create_all(database.engine)
    with database.writing() as session:
        session.add(User(id=1))
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

    return app
