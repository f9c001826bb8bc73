from workers import Response, WorkerEntrypoint
from framework import Agent


class Watcher(Agent):
    async def on_fetch(self, row):
        return row


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(Watcher()))
