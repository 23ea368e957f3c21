"""Read an archive in a process of its own: a stranger's YAML may take for ever.

`work` is what runs there (see `quizapp.apart`), `unpacked` reads what it answers.
"""

import json
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from quizapp.errors import BadInput
from quizapp.packs.archive import read_archive
from quizapp.packs.faults import Fault, PackFaults
from quizapp.packs.pack import Pack

_PACK = TypeAdapter(Pack)


def work(data: bytes) -> bytes:
    """Return as JSON the pack in an archive, its faults, or why it is refused."""
    return json.dumps(_answer(data), ensure_ascii=False).encode()


def unpacked(answer: bytes) -> Pack:
    """Return the pack that `work` found; raise BadInput or PackFaults as it did."""
    found = json.loads(answer)
    if "faults" in found:
        raise PackFaults(Fault(**fault) for fault in found["faults"])
    if "refused" in found:
        raise BadInput(found["refused"])
    return _PACK.validate_python(found["pack"])


def _answer(data: bytes) -> dict[str, Any]:
    try:
        pack = read_archive(data)
    except PackFaults as refusal:
        return {"faults": [asdict(fault) for fault in refusal.faults]}
    except BadInput as refusal:
        return {"refused": str(refusal)}
    return {"pack": _PACK.dump_python(pack, mode="json")}
