"""A good pack on disk, for every test to spoil in its own way."""

from pathlib import Path

import pytest

from tests.packs.winter import FILES, Spoil


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the good pack and return its folder."""
    folder = tmp_path / "winter"
    (folder / "ferry").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Return a function that replaces `old` by `new`, once, in a file of the pack."""

    def replace(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace
