import httpx
import requests
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/items")
async def create(request: Request):
    data = await request.json()
    return data.name


def sync(url):
    data = requests.get(url).json()
    return data.name.title


async def remote(client: httpx.AsyncClient):
    payload = (await client.get("/x")).json()
    return payload.title


async def on_fetch(request, env):
    import asgi

    return await asgi.fetch(app, request, env)
