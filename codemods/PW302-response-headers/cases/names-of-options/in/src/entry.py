from js import WebSocketPair
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.headers.get("upgrade") != "websocket":
            return Response("no", status=426, statusText="Upgrade Required")
        client, server = WebSocketPair.new().object_values()
        server.accept()
        return Response(None, status=101, webSocket=client)
