"""Secrets of one-time links: only what cannot be turned back is kept of them."""

from hashlib import sha256

BYTES = 32


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a link's secret, in hex.

    >>> digest_of("kept")[:8]
    '79f076ab'
    """
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
