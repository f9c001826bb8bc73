from queue import Queue
from workers import Response, WorkerEntrypoint

queue = Queue()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        queue.put(1)
        return Response(str(queue.qsize()))
