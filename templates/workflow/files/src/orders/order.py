"""An order, and what it costs. Plain Python, without the runtime."""

from dataclasses import dataclass
from typing import Any, cast

ARTICLES_LIMIT = 20
QUANTITY_LIMIT = 100


class InvalidOrderError(Exception):
    """An order that cannot be understood."""


class SoldOutError(Exception):
    """An order that can be understood, but not be filled."""


@dataclass(frozen=True, slots=True)
class Article:
    """`price` is in cents."""

    price: int
    in_stock: int


CATALOGUE = {
    "green-tea": Article(price=450, in_stock=1_000),
    "black-tea": Article(price=390, in_stock=1_000),
    "teapot": Article(price=2_900, in_stock=0),
}


def read_items(data: object) -> dict[str, int]:
    """How many of which article: `{"green-tea": 2}`."""
    if not isinstance(data, dict) or not 1 <= len(cast("dict[str, Any]", data)) <= ARTICLES_LIMIT:
        message = f"`items` has to be an object with 1 to {ARTICLES_LIMIT} articles."
        raise InvalidOrderError(message)
    items = cast("dict[str, Any]", data)
    for article, quantity in items.items():
        if article not in CATALOGUE:
            message = f"There is no article {article!r}."
            raise InvalidOrderError(message)
        # `True` is an int, too.
        if type(quantity) is not int or not 1 <= quantity <= QUANTITY_LIMIT:
            message = f"The quantity of {article!r} has to be a whole number from 1 to {QUANTITY_LIMIT}."
            raise InvalidOrderError(message)
    return dict(items)


def reserve(items: dict[str, int]) -> dict[str, int]:
    """Put the articles aside."""
    for article, quantity in items.items():
        if quantity > CATALOGUE[article].in_stock:
            raise SoldOutError(article)
    return items


def total(items: dict[str, int]) -> int:
    """What the articles cost, in cents."""
    return sum(CATALOGUE[article].price * quantity for article, quantity in items.items())
