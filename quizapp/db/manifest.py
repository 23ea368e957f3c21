"""What a backup says of itself: which program made it, when, and what it holds."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from quizapp.db.backup_values import Sort

NAME = "manifest.json"
FORMAT = "blue-pencil-backup/1"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BackedUp(_Strict):
    """One table: its columns in order, its rows, and the last number it gave out."""

    name: str = Field(pattern=r"^[a-z][a-z_]{0,62}$")
    columns: dict[str, Sort]
    rows: int = Field(ge=0)
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    last: int | None = Field(default=None, ge=0, lt=1 << 62)

    @property
    def file(self) -> str:
        """Return the name of its rows in the backup."""
        return f"tables/{self.name}.jsonl"


class Manifest(_Strict):
    """A whole backup; `revision` is the migration that its tables stand at."""

    format: str
    program: str
    revision: str
    made_at: AwareDatetime
    tables: tuple[BackedUp, ...]

    @property
    def rows(self) -> int:
        """Return how many rows it holds."""
        return sum(table.rows for table in self.tables)
