"""The game: answers to rounds of a shipped case, as a browser sends them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from flask.testing import FlaskClient

from quizapp import resources
from quizapp.cli.load import load_folder
from quizapp.cli.prepare import shipped_packs
from quizapp.config import read_config
from quizapp.db.migrate import upgrade
from quizapp.db.session import Database
from quizapp.web.app import create_app

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = {"verdict": "parts", "option": "0", "word": "0", "certainty": "2"}


def answers(folder: Path, enough: int) -> Iterator[Callable[[], int]]:
    """Yield calls that send one answer each and return the status.

    Rounds are dealt beforehand, so that a call costs what an answer costs.
    """
    config = read_config({"QUIZAPP_DATA": str(folder)})
    upgrade(config.database_url, resources.folder("migrations"))
    database = Database(config.database_url)
    for pack in shipped_packs():
        load_folder(database, pack)
    database.close()
    app = create_app(config)
    waiting: list[tuple[FlaskClient, str, dict[str, str]]] = []
    while len(waiting) < enough:
        waiting += _round(app.test_client())
    for client, address, form in waiting:
        yield lambda c=client, a=address, f=form: c.post(a, data=f).status_code


def _round(client: FlaskClient) -> list[tuple[FlaskClient, str, dict[str, str]]]:
    """Deal a round to a new guest; return its ten answers, ready to be sent."""
    case = re.findall(r'href="(/cases/[^"]+)"', client.get("/").text)[0]
    token = TOKEN.search(client.get(case).text)
    form = {**FORM, "csrf_token": token[1] if token else ""}
    start = client.post(f"{case}rounds", data=form)
    here = start.headers["Location"]
    return [(client, f"{here}{position}", form) for position in range(1, 11)]
