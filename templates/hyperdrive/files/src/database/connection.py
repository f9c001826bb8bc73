"""Connections to Postgres. Hyperdrive keeps the real ones; opening one here costs next to nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

# An unreachable database must not keep requests waiting for ever.
TIMEOUT_SECONDS = 10

_UNIQUE_VIOLATION = "23505"


class Hyperdrive(Protocol):
    """The binding: where to connect, and as whom."""

    host: str
    port: int
    user: str
    password: str
    database: str


class Queries(Protocol):
    """What is done with a connection: SQL with `:names`, and their values beside it."""

    def run(self, sql: str, **values: Any) -> Any: ...


@contextmanager
def connect(hyperdrive: Hyperdrive) -> Iterator[Connection]:
    """A connection for one request: a socket cannot be used by another one."""
    connection = Connection(
        hyperdrive.user,
        host=hyperdrive.host,
        port=int(hyperdrive.port),
        database=hyperdrive.database,
        password=hyperdrive.password,
        timeout=TIMEOUT_SECONDS,
        # On the way to Hyperdrive; from there to the database it uses TLS.
        ssl_context=False,
    )
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: Queries) -> Iterator[None]:
    """Everything inside happens, or nothing."""
    connection.run("BEGIN")
    try:
        yield
    except BaseException:
        connection.run("ROLLBACK")
        raise
    connection.run("COMMIT")


def is_unique_violation(error: DatabaseError) -> bool:
    """Whether a row with that key exists already."""
    return isinstance(error.args[0], dict) and error.args[0].get("C") == _UNIQUE_VIOLATION
