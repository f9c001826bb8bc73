from js import JSON
from workers import Response, WorkerEntrypoint


class Codec:
    """What a library of serialisers expects."""

    def decode(self, value):
        return value.to_py()


CODECS = [Codec()]


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(f"{len(CODECS)} codecs, {JSON.stringify(None)}")
