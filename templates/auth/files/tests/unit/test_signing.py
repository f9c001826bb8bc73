"""Signatures: what they hold for, and what they do not."""

import pytest

from auth.signing import sign, signed_text

OLD, NEW = "old" * 12, "new" * 12


@pytest.mark.parametrize("text", ["", "a", "ab", "abc", "ü 漢字", "x" * 1_000])
def test_what_was_signed_comes_back(text: str) -> None:
    assert signed_text(sign(text, "p", [OLD]), "p", [OLD]) == text


def test_a_new_secret_signs_and_an_old_one_still_counts() -> None:
    assert signed_text(sign("a", "p", [OLD]), "p", [NEW, OLD]) == "a"
    assert signed_text(sign("a", "p", [NEW, OLD]), "p", [OLD]) is None


def test_a_token_is_none_for_another_purpose() -> None:
    assert signed_text(sign("a", "session", [OLD]), "form", [OLD]) is None


@pytest.mark.parametrize("position", range(8))
def test_no_character_can_be_changed(position: int) -> None:
    token = sign("abc", "p", [OLD])
    changed = token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1 :]
    assert signed_text(changed, "p", [OLD]) is None


@pytest.mark.parametrize("token", ["", ".", "a.b", "a", ".b", "é.é", "a.b.c", "\udcff.x"])
def test_what_is_no_token_is_none(token: str) -> None:
    assert signed_text(token, "p", [OLD]) is None
