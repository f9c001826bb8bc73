from js import JSON, fetch
from workers import Response, WorkerEntrypoint


class Codec:
    def decode(self, value):
        return value.to_py()


CODECS = {"json": Codec()}


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        answer = await fetch("https://example.com/")
        codec = CODECS["json"]
        return Response(f"{codec.decode(await answer.json())} {codec.decode(JSON.parse('{}'))}")
