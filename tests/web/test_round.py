"""Refresh, back, twice, out of order: what people do to a round in a browser."""

from pathlib import Path

import pytest

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.format import Format
from tests.services.playing import count
from tests.web.visitor import (
    HERE,
    Visitor,
    as_it_was,
    asked_at,
    fields_for,
    without_token,
)

FIRST = f"{HERE}rounds/1/1"


def answered(visitor: Visitor, database: Database, address: str) -> str:
    """Answer a question rightly; return the page that follows."""
    question = asked_at(database, address).question
    sent = visitor.send(address, fields_for(question.format, question.key))
    assert sent.status_code == 303
    return visitor.get(sent.location).text


def judged(database: Database) -> str:
    """Return the address of a line to judge in the first round."""
    for position in range(1, 11):
        address = f"{HERE}rounds/1/{position}"
        if asked_at(database, address).question.format is Format.JUDGE:
            return address
    raise LookupError


def test_a_round_begins_at_its_first_line(lea: Visitor) -> None:
    assert lea.start() == f"{HERE}rounds/1/"
    assert lea.get(f"{HERE}rounds/1/").location == FIRST
    assert "Line 1 of 10" in lea.see(FIRST)


def test_starting_again_goes_on_with_the_open_round(lea: Visitor) -> None:
    lea.start()
    assert "Round 1 is open: 0 of 10 answered." in lea.see(HERE)
    assert lea.start() == f"{HERE}rounds/1/"


def test_a_start_whose_answer_is_lost_makes_one_guest_and_one_round(
    lea: Visitor, database: Database
) -> None:
    lea.get(HERE)
    with as_it_was(lea):
        assert lea.start() == f"{HERE}rounds/1/"
    assert lea.start() == f"{HERE}rounds/1/"
    assert count(database, models.Participant) == count(database, models.Round) == 1


def test_a_refresh_shows_the_same_question(lea: Visitor) -> None:
    lea.start()
    assert lea.see(FIRST) == lea.see(FIRST)


def test_after_the_answer_the_page_shows_the_reveal(
    lea: Visitor, database: Database
) -> None:
    lea.start()
    first = answered(lea, database, FIRST)
    assert "Margin note" in first
    assert "Send my answer" not in first
    assert without_token(lea.get(FIRST).text) == without_token(first)


def test_the_reveal_leads_to_the_next_line(lea: Visitor, database: Database) -> None:
    lea.start()
    assert f'href="{HERE}rounds/1/2"' in answered(lea, database, FIRST)


def test_sending_twice_keeps_the_first_answer(lea: Visitor, database: Database) -> None:
    lea.start()
    address = judged(database)
    lea.send(address, {"verdict": "carries", "certainty": "1"})
    assert "You said: the source carries it, a hunch." in lea.see(address)
    again = lea.send(address, {"verdict": "parts", "certainty": "3"})
    assert (again.status_code, again.location) == (303, address)
    assert "You said: the source carries it, a hunch." in lea.see(address)
    assert count(database, models.Answer) == 1


def test_nonsense_after_the_answer_leads_to_the_reveal(
    lea: Visitor, database: Database
) -> None:
    lea.start()
    answered(lea, database, FIRST)
    assert lea.send(FIRST, {}).status_code == 303


def test_lines_may_be_answered_out_of_order(lea: Visitor, database: Database) -> None:
    here = lea.start()
    answered(lea, database, f"{here}4")
    assert lea.get(here).location == FIRST
    assert f'href="{FIRST}"' in lea.get(f"{here}4").text


def test_the_last_reveal_leads_to_the_summary(lea: Visitor, database: Database) -> None:
    here = lea.start()
    pages = [answered(lea, database, f"{here}{n}") for n in range(1, 11)]
    assert f'href="{here}"' in pages[-1]
    assert lea.get(here).status_code == 200


def test_the_next_round_keeps_the_source_hidden(
    lea: Visitor, database: Database
) -> None:
    here = lea.start("hidden")
    assert "Source" not in lea.get(judged(database)).text.split("hidden-source")[0]
    for position in range(1, 11):
        answered(lea, database, f"{here}{position}")
    assert 'name="source" value="hidden"' in lea.get(here).text


def test_a_second_browser_goes_on_with_the_code(
    lea: Visitor, otto: Visitor, database: Database
) -> None:
    here = lea.start()
    reveal = answered(lea, database, FIRST)
    other_phone = otto
    typed = lea.code().lower().replace("-", " ")
    assert other_phone.post("/you/rejoin", {"code": typed}).status_code == 303
    assert without_token(other_phone.get(FIRST).text) == without_token(reveal)
    assert other_phone.get(here).location == f"{here}2"
    assert "round 1 is open: 1 of 10 answered" in other_phone.see("/")


def test_lea_leaves_a_shared_computer(lea: Visitor) -> None:
    lea.start()
    code = lea.code()
    assert lea.post("/you/leave").status_code == 303
    assert lea.get(FIRST).status_code == 404
    lea.post("/you/rejoin", {"code": code})
    assert lea.get(FIRST).status_code == 200


def test_what_is_erased_is_gone_from_the_files(
    lea: Visitor, database: Database
) -> None:
    lea.start()
    code = lea.code().replace("-", "").encode()
    main = Path(str(database.engine.url.database))
    files = [main, main.with_name(main.name + "-wal")]
    assert any(code in file.read_bytes() for file in files if file.exists())
    lea.post("/you/erase")
    assert not any(code in file.read_bytes() for file in files if file.exists())


def test_lea_erases_everything(lea: Visitor, database: Database) -> None:
    lea.start()
    answered(lea, database, FIRST)
    code = lea.code()
    assert "Your rounds and answers are gone" in lea.post("/you/erase").text
    assert count(database, models.Answer) == count(database, models.Participant) == 0
    refused = lea.post("/you/rejoin", {"code": code})
    assert refused.status_code == 404
    assert "Nobody has this code" in refused.text
    assert f'value="{code}"' in refused.text


def test_an_erased_guest_starts_afresh_from_another_browser(
    lea: Visitor, otto: Visitor, database: Database
) -> None:
    lea.start()
    otto.post("/you/rejoin", {"code": lea.code()})
    lea.post("/you/erase")
    assert otto.get(FIRST).status_code == 404
    assert otto.start() == f"{HERE}rounds/1/"
    assert otto.get(f"{HERE}rounds/1/1").status_code == 200
    assert count(database, models.Participant) == 1


def test_an_old_cookie_never_opens_somebody_elses_rounds(
    lea: Visitor, otto: Visitor
) -> None:
    laptop = Visitor(lea.client.application.test_client())
    lea.start()
    laptop.post("/you/rejoin", {"code": lea.code()})
    lea.post("/you/erase")
    otto.start()
    assert laptop.get(FIRST).status_code == 404
    assert "On this device nobody has played yet" in laptop.see("/you/")


@pytest.mark.parametrize("address", [FIRST, f"{HERE}rounds/1/"])
def test_otto_finds_nothing_of_leas(
    lea: Visitor, otto: Visitor, database: Database, address: str
) -> None:
    lea.start()
    for _ in ("without a cookie", "with one of his own"):
        page = otto.get(address)
        assert page.status_code == 404
        assert "There is no such" in page.text
        otto.get("/")
    sent = otto.send(FIRST, {"verdict": "parts", "certainty": "1", "option": "0"})
    assert sent.status_code == 404
    assert count(database, models.Answer) == 0
