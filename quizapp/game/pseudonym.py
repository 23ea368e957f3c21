"""Names under which members stand in what is taken out of a group."""

import hmac
from base64 import b32encode

LENGTH = 8


def pseudonym(key: bytes, *, group: int, member: int) -> str:
    """Return a member's pseudonym: the same each time within a group; it tells no id.

    Without the `key`, which stays on the server, nobody can work out whose it is.

    >>> pseudonym(b"kept", group=1, member=7) == pseudonym(b"kept", group=1, member=7)
    True
    """
    digest = hmac.digest(key, f"member {group} {member}".encode(), "sha256")
    return f"P-{b32encode(digest).decode()[:LENGTH]}"
