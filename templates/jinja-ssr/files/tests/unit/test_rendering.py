"""Templates: what they escape, and what they refuse."""

from datetime import date
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError

from pages.articles import ARTICLES, Article, find_article
from pages.rendering import render

HOSTILE = '"><script>alert(1)</script>'
TEXT = f"articles/{ARTICLES[0].slug}.html"
ENV = SimpleNamespace(SITE_NAME=HOSTILE, CF_VERSION_METADATA=SimpleNamespace(id="release 1"))


def test_nothing_that_is_put_in_becomes_markup() -> None:
    article = Article(HOSTILE, HOSTILE, HOSTILE, date(2026, 1, 2))
    pages = [
        render("home.html", ENV, {"articles": [article]}),
        render(TEXT, ENV, {"article": article}),
        render("error.html", ENV, dict.fromkeys(("status", "heading", "message", "request_id"), HOSTILE)),
    ]
    for html in pages:
        assert html.count("&lt;script&gt;") >= 5
        assert "<script" not in html


def test_the_address_of_the_style_sheet_changes_with_the_release() -> None:
    assert 'href="/styles.css?v=release%201"' in render("home.html", ENV, {"articles": ARTICLES})


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render(TEXT, ENV, {})


def test_dates_are_written_out() -> None:
    html = render(TEXT, ENV, {"article": ARTICLES[0]})
    assert '<time datetime="2026-11-17">17 November 2026</time>' in html


def test_articles_are_found_by_their_address() -> None:
    assert len({article.slug for article in ARTICLES}) == len(ARTICLES)
    assert find_article(ARTICLES[1].slug) is ARTICLES[1]
    assert find_article("nothing") is None
