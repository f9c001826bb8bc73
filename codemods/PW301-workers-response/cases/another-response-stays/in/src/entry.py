from fastapi import FastAPI, Response
from workers import WorkerEntrypoint

app = FastAPI()


@app.get("/")
async def index():
    return Response("hello", 200)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        import asgi

        return await asgi.fetch(app, request, self.env)
