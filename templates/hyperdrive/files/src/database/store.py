"""The products in Postgres. Values only ever travel beside the SQL."""

from pg8000.exceptions import DatabaseError

from database.connection import Queries, is_unique_violation, transaction
from database.product import COLUMNS, NewProduct, Product

_INSERT = f"""
INSERT INTO products (sku, name, price, stock) VALUES (:sku, :name, :price, :stock) RETURNING {COLUMNS}
"""  # noqa: S608 - the columns are a constant
_SELECT = f"SELECT {COLUMNS} FROM products WHERE sku = :sku"  # noqa: S608
_PAGE = f"SELECT {COLUMNS} FROM products WHERE sku > :after ORDER BY sku LIMIT :limit"  # noqa: S608
_LOCK = "SELECT stock FROM products WHERE sku = :sku FOR UPDATE"
_TAKE = "UPDATE products SET stock = stock - :count, updated_at = now() WHERE sku = :sku RETURNING stock"


class AlreadyThereError(Exception):
    """There is a product with that number."""


class NotEnoughError(Exception):
    """There is less in stock than is to be taken."""

    def __init__(self, stock: int) -> None:
        super().__init__(f"only {stock} in stock")
        self.stock = stock


class ProductStore:
    """Reads and writes products through one connection."""

    def __init__(self, connection: Queries) -> None:
        self._connection = connection

    def add(self, product: NewProduct) -> Product:
        try:
            [row] = self._connection.run(
                _INSERT, sku=product.sku, name=product.name, price=product.price, stock=product.stock
            )
        except DatabaseError as error:
            if is_unique_violation(error):
                raise AlreadyThereError from error
            raise
        return Product.from_row(row)

    def get(self, sku: str) -> Product | None:
        rows = self._connection.run(_SELECT, sku=sku)
        return Product.from_row(rows[0]) if rows else None

    def page(self, after: str, limit: int) -> list[Product]:
        """The first products behind that number, in the order of their numbers."""
        return [Product.from_row(row) for row in self._connection.run(_PAGE, after=after, limit=limit)]

    def take(self, sku: str, count: int) -> int | None:
        """Take some out of stock and say how many are left; `None` if there is no such product.

        The row is locked until the end of the transaction, so nobody else takes the same ones.
        """
        with transaction(self._connection):
            rows = self._connection.run(_LOCK, sku=sku)
            if not rows:
                return None
            [[stock]] = rows
            if stock < count:
                raise NotEnoughError(stock)
            [[left]] = self._connection.run(_TAKE, sku=sku, count=count)
            return left
