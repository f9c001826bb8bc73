"""A product, and the input from which one is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Any, Self

from web import HttpError, fields

SKU_CHARACTERS = 40
NAME_CHARACTERS = 200
STOCK_MAXIMUM = 1_000_000
PRICE_MAXIMUM = Decimal("9999999999.99")

COLUMNS = "sku, name, price, stock, updated_at"


@dataclass(frozen=True, slots=True)
class NewProduct:
    sku: str
    name: str
    price: Decimal | None
    stock: int

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """400 if something is wrong with it. A price is text: JSON's numbers are not exact."""
        fields.only(values, "sku", "name", "price", "stock")
        return cls(
            sku=fields.text(values, "sku", SKU_CHARACTERS),
            name=fields.text(values, "name", NAME_CHARACTERS),
            price=_price(fields.optional_text(values, "price", 20)),
            stock=whole(values, "stock", default=0, minimum=0),
        )


@dataclass(frozen=True, slots=True)
class Product:
    """As it is stored. Without a price it is not for sale."""

    sku: str
    name: str
    price: Decimal | None
    stock: int
    updated_at: datetime

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Self:
        """From the values of `COLUMNS`."""
        sku, name, price, stock, updated_at = row
        return cls(sku, name, price, stock, updated_at)

    def to_json(self) -> dict[str, Any]:
        return {
            "sku": self.sku,
            "name": self.name,
            "price": None if self.price is None else str(self.price),
            "stock": self.stock,
            "updated_at": self.updated_at.isoformat(),
        }


def whole(values: Mapping[str, Any], name: str, *, default: int | None = None, minimum: int) -> int:
    """A whole number; Python also takes `true` for one."""
    value = values.get(name, default)
    if type(value) is not int or not minimum <= value <= STOCK_MAXIMUM:
        message = f"{name}: this has to be a whole number from {minimum} to {STOCK_MAXIMUM}."
        raise HttpError(HTTPStatus.BAD_REQUEST, message)
    return value


def _price(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal(-1)
    if not (price.is_finite() and 0 <= price <= PRICE_MAXIMUM and price == round(price, 2)):
        raise HttpError(HTTPStatus.BAD_REQUEST, 'price: this has to be an amount such as "12.50".')
    return price
