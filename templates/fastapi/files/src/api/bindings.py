"""The Worker's bindings for FastAPI's functions: `async def show(env: Env) -> …`."""

from typing import Annotated, Any

from fastapi import Depends, Request


def _bindings(request: Request) -> Any:
    return request.scope["env"]


Env = Annotated[Any, Depends(_bindings)]
