from js import Response, WebSocketPair
from pyodide.ffi import create_proxy

def on_fetch(request):
    if (request.headers.get("Upgrade") or "").lower() != "websocket":
        return Response.new("Expected Upgrade: websocket", status=426)

    client, server = WebSocketPair.new().object_values()
    server.accept()

    def on_message(event):
        if event.data == "bye":
            server.close(1000, "bye")
        else:
            server.send(f"echo: {event.data}")

    server.addEventListener("message", create_proxy(on_message))
    return Response.new(None, status=101, webSocket=client)
