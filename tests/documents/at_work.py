"""Work for a process apart: the payload is a line of Python, run in there.

The answer is what it leaves in `answer`.
"""


def work(payload: bytes) -> bytes:
    names: dict[str, bytes] = {"payload": payload}
    exec(payload.partition(b"#")[0], names)
    return names["answer"]
