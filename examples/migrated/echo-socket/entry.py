from js import WebSocketPair
from pyodide.ffi import create_proxy
from workers import Response, WorkerEntrypoint

class Default(WorkerEntrypoint):
    def fetch(self, request):
        if (request.headers.get("Upgrade") or "").lower() != "websocket":
            return Response("Expected Upgrade: websocket", status=426)

        client, server = WebSocketPair.new().object_values()
        server.accept()

        def on_message(event):
            if event.data == "bye":
                server.close(1000, "bye")
            else:
                server.send(f"echo: {event.data}")

        server.addEventListener("message", create_proxy(on_message))
        return Response(None, status=101, web_socket=client)
