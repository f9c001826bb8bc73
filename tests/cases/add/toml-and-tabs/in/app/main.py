from workers import WorkerEntrypoint, Response

class Default(WorkerEntrypoint):
	def fetch(self, req):
		return Response("x")
