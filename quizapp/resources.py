"""Where the files that travel with the code are: in the package, or beside it."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return a content folder: `templates`, `static`, `migrations`, `questions`.

    An installed package has them inside; in the repository they lie beside it.
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
