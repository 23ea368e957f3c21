"""The schemas in docs/ are those of the models."""

from pathlib import Path

import pytest

from quizapp.packs.schema import SCHEMAS, schema_text

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_in_docs_is_the_models(name: str) -> None:
    # Where this fails, write schema_text(name) to the file, and look at the change.
    assert (DOCS / name).read_text(encoding="utf-8") == schema_text(name)
