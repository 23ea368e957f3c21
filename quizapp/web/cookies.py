"""Cookies that hold while the clock of the server is set back.

The library refuses what was signed in the future. A clock that is put right by an hour
would shut a whole room out for that hour.
"""

from hashlib import sha256
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class PatientSigner(TimestampSigner):
    """Takes what was signed in the future as signed just now."""

    def unsign(
        self,
        signed_value: str | bytes,
        max_age: int | None = None,
        return_timestamp: bool = False,
    ) -> Any:
        """Return what was signed. Raises `BadSignature` for what was not, or is old."""
        try:
            return super().unsign(signed_value, max_age, return_timestamp)  # type: ignore[call-overload]
        except SignatureExpired as fault:
            now = self.timestamp_to_datetime(self.get_timestamp())
            if fault.date_signed is None or fault.date_signed <= now:
                raise
        return super().unsign(signed_value, None, return_timestamp)  # type: ignore[call-overload]


class PatientCookies(SecureCookieSessionInterface):
    """The library's cookies, signed and read by the patient signer."""

    digest_method = staticmethod(sha256)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads the cookie."""
        made = super().get_signing_serializer(app)
        if made is not None:
            made.signer = PatientSigner
        return made
