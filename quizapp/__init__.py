"""Blue Pencil: spot what changes between a source and the story made of it."""

__version__ = "0.1.0"
