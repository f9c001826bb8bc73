"""Whether the service is there, and which one it is."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.bindings import Env

routes = APIRouter(tags=["status"])


class Status(BaseModel):
    service: str


@routes.get("/status")
async def show(env: Env) -> Status:
    """The name of the service in this environment."""
    return Status(service=env.SERVICE_NAME)
