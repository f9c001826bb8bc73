"""What other services send, signed as the Standard Webhooks specification says.

`webhook-signature` has one or several signatures (`v1,…`) of `webhook-id`, `webhook-timestamp` and the body.
"""

import hmac
import time
from base64 import b64decode, b64encode
from binascii import Error
from http import HTTPStatus
from typing import Any

from workers import Request

from auth.settings import webhook_secret
from auth.signing import is_one_of
from web import HttpError, read_body

BYTES = 262_144
TOLERANCE_SECONDS = 300
"""Whatever is older is not taken: somebody may have recorded it."""

_PREFIX = "whsec_"
_DIGITS = 12


async def signed_body(request: Request, env: Any) -> bytes:
    """The body, if the signature is right and new; 401 otherwise."""
    secret = _key(webhook_secret(env))
    message_id, timestamp, signatures = (
        request.headers.get(f"webhook-{name}") or "" for name in ("id", "timestamp", "signature")
    )
    body = await read_body(request, BYTES)
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    expected = f"v1,{b64encode(hmac.digest(secret, signed, 'sha256')).decode()}"
    if not (message_id and is_one_of(expected, signatures.split()) and _is_new(timestamp)):
        raise HttpError(HTTPStatus.UNAUTHORIZED, "The signature does not fit, or is too old.")
    return body


def _key(secret: str) -> bytes:
    try:
        return b64decode(secret.removeprefix(_PREFIX), validate=True)
    except Error as error:
        message = "WEBHOOK_SECRET is not what a service shows: whsec_ and base64"
        raise ValueError(message) from error


def _is_new(timestamp: str) -> bool:
    # `int` would also take signs, spaces and thousands of digits.
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= _DIGITS):
        return False
    return abs(time.time() - int(timestamp)) <= TOLERANCE_SECONDS
