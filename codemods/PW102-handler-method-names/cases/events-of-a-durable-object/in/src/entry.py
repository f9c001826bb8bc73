from workers import DurableObject


class Room(DurableObject):
    async def on_alarm(self):
        pass

    async def on_webSocketMessage(self, ws, message):
        ws.send(message)

    async def on_webSocketClose(self, ws, code, reason, clean):
        pass
