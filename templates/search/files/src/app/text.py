"""Text from outside: one form for equal texts, and no characters that only cause trouble."""

import re
import unicodedata

# Control characters except tab and line feed, and halves of surrogate pairs, which UTF-8 cannot express.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """Composed characters, `\\n` as line end, no white space around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


def is_printable(text: str) -> bool:
    return _UNPRINTABLE.search(text) is None


def printable(text: str) -> str:
    """The text with a space for every character that does not belong into one."""
    return _UNPRINTABLE.sub(" ", text)
