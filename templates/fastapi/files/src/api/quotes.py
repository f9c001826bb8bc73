"""Prices for lists of items: an example of what pydantic checks before a function runs."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, status
from pydantic import BaseModel, ConfigDict, Field

routes = APIRouter(tags=["quotes"])

_CENT = Decimal("0.01")
_TAX = Decimal("0.19")


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=100)]
    quantity: Annotated[int, Field(ge=1, le=10_000)]
    unit_price: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class NewQuote(BaseModel):
    model_config = ConfigDict(extra="forbid")

    currency: Literal["EUR", "GBP", "USD"]
    items: Annotated[list[Item], Field(min_length=1, max_length=100)]


class Quote(BaseModel):
    """Amounts are decimal numbers as text: a float would lose cents."""

    currency: str
    net: Decimal
    tax: Decimal
    total: Decimal


@routes.post("/quotes", status_code=status.HTTP_201_CREATED)
async def create(new: NewQuote) -> Quote:
    """Add up the items, and the tax."""
    net = sum((item.quantity * item.unit_price for item in new.items), start=Decimal(0))
    tax = (net * _TAX).quantize(_CENT, ROUND_HALF_UP)
    return Quote(currency=new.currency, net=net.quantize(_CENT), tax=tax, total=net.quantize(_CENT) + tax)
