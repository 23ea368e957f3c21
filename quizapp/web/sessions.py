"""The database of the running app, for its pages."""

from typing import cast

from flask import Flask, current_app

from quizapp.db.session import Database

KEY = "database"


def attach_database(app: Flask, database: Database) -> None:
    """Give the app its database."""
    app.extensions[KEY] = database


def database() -> Database:
    """Return the app's database; a writing session commits at the end of its block."""
    return cast(Database, current_app.extensions[KEY])
