from workers import DurableObject


class Room(DurableObject):
    async def alarm(self):
        pass

    async def webSocketMessage(self, ws, message):
        ws.send(message)

    async def webSocketClose(self, ws, code, reason, clean):
        pass
