from fastapi import FastAPI, Request

app = FastAPI()


@app.get("/notes")
async def notes(request: Request):
    env = request.scope["env"]
    return (await env.DB.prepare("SELECT 1").all()).results.to_py()


@app.get("/newest")
async def newest(request: Request):
    return (await request.scope["env"].DB.prepare("SELECT 1").first()).to_py()


async def on_fetch(request, env):
    import asgi

    return await asgi.fetch(app, request, env)
