from types import SimpleNamespace

from pydantic import BaseModel


class Item(BaseModel):
    name: str


async def on_fetch(request, env):
    data = await request.json()
    item = Item(**data)
    data = SimpleNamespace(**data)
    return item.name, data.name
