from workers import WorkerEntrypoint, Response

import cache
import jobs

class Default(WorkerEntrypoint):
	async def fetch(self, req):
		# What is there already is answered first.
		if (answer := await cache.respond(req, self.env)) is not None:
			return Response(answer)
		return Response("x")

	async def queue(self, batch, env=None, ctx=None):
		await jobs.consume(batch, self.env)
