"""The secrets. One that is missing or too short lets nobody in."""

import logging
from http import HTTPStatus
from typing import Any

from auth.signing import is_equal
from web import HttpError

SECRET_CHARACTERS = 32
"""So long have to be secrets that sign, and keys."""

PASSWORD_CHARACTERS = 12

_logger = logging.getLogger(__name__)


def signing_secrets(env: Any) -> list[str]:
    """`SESSION_SECRET`: the first one signs, all of them count, so that a new one can be put in front."""
    return _long_enough(env, "SESSION_SECRET", getattr(env, "SESSION_SECRET", "").split(), SECRET_CHARACTERS)


def api_keys(env: Any) -> dict[str, str]:
    """`API_KEYS`: `name:key`, with spaces between several. Each program has its own, which can go alone."""
    pairs = [pair.partition(":") for pair in getattr(env, "API_KEYS", "").split()]
    keys = {name: key for name, _, key in pairs}
    _long_enough(env, "API_KEYS", list(keys.values()), SECRET_CHARACTERS)
    return keys


def webhook_secret(env: Any) -> str:
    """`WEBHOOK_SECRET`: as the sending service shows it, `whsec_…`."""
    [secret] = _long_enough(env, "WEBHOOK_SECRET", [getattr(env, "WEBHOOK_SECRET", "")], SECRET_CHARACTERS)
    return secret


def is_password(given: str, env: Any) -> bool:
    [password] = _long_enough(env, "AUTH_PASSWORD", [getattr(env, "AUTH_PASSWORD", "")], PASSWORD_CHARACTERS)
    return is_equal(given, password)


def _long_enough(env: Any, name: str, values: list[str], minimum: int) -> list[str]:
    if not values or any(len(value) < minimum for value in values):
        _logger.error("the secret %s is missing, or shorter than %d characters", name, minimum)
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, "This is not set up yet.")
    return values
