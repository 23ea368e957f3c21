import json

import pytest

from quizapp.game.format import Choice, as_choice


@pytest.mark.parametrize(
    "choice", ["carries", 0, 3, (), (1, 4)], ids=["verdict", "0", "3", "none", "words"]
)
def test_a_choice_comes_back_from_json_as_it_was(choice: Choice) -> None:
    assert as_choice(json.loads(json.dumps(choice))) == choice
