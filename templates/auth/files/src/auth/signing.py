"""Texts that come back as they went out: signed with HMAC-SHA256, readable by everybody."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterable, Sequence


def sign(text: str, purpose: str, secrets: Sequence[str]) -> str:
    """The text with a signature. It holds for this purpose alone: a token of one kind is none of another."""
    content = _encoded(text.encode())
    return f"{content}.{signature(content, purpose, secrets[0])}"


def signed_text(token: str, purpose: str, secrets: Sequence[str]) -> str | None:
    """The text of a token, if one of the secrets has signed it."""
    content, _, given = token.partition(".")
    if not token.isascii() or not is_one_of(given, (signature(content, purpose, each) for each in secrets)):
        return None
    try:
        return urlsafe_b64decode(content + "=" * (-len(content) % 4)).decode()
    except (Error, UnicodeDecodeError):
        return None


def signature(content: str, purpose: str, secret: str) -> str:
    return _encoded(hmac.digest(secret.encode(), f"{purpose}:{content}".encode(), "sha256"))


def is_equal(given: str, secret: str) -> bool:
    """Compare in constant time: digests, so that not even the length of the secret can be measured."""
    return hmac.compare_digest(_digest(given), _digest(secret))


def is_one_of(given: str, secrets: Iterable[str]) -> bool:
    """Compare with every one of them, so that the time does not tell which one it was."""
    found = False
    for secret in secrets:
        found |= is_equal(given, secret)
    return found


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
