"""The articles: what a list shows of each. The text is its template, `templates/articles/{slug}.html`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """`slug` is its part of the address."""

    slug: str
    title: str
    summary: str
    published: date


ARTICLES = (
    Article(
        slug="how-a-page-is-made",
        title="How a page is made",
        summary="From the request to the HTML, in three short steps.",
        published=date(2026, 11, 17),
    ),
    Article(
        slug="what-to-change-first",
        title="What to change first",
        summary="Three places that make this site yours.",
        published=date(2026, 11, 16),
    ),
)


def find_article(slug: str) -> Article | None:
    return next((article for article in ARTICLES if article.slug == slug), None)
