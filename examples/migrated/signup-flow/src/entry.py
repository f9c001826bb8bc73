import json
from urllib.parse import urlparse

from workers import Response, WorkerEntrypoint, WorkflowEntrypoint


class Signup(WorkflowEntrypoint):
    async def run(self, event, step):
        @step.do("normalise")
        async def normalise():
            email = event["payload"]["email"]
            return {"email": email.strip().lower()}

        @step.do("check")
        async def check(normalise):
            local, _, host = normalise["email"].partition("@")
            return {"valid": bool(local and "." in host)}

        @step.do("store", concurrent=True)
        async def store(normalise, check):
            state = "active" if check["valid"] else "rejected"
            await self.env.USERS.put(normalise["email"], state)
            return state

        return await store()


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = urlparse(request.url).path
        if request.method == "POST" and path == "/signup":
            form = await request.json()
            options = {"id": form["id"], "params": {"email": form["email"]}}
            instance = await self.env.SIGNUP.create(options)
            return Response(instance.id, status=202)
        if path.startswith("/users/"):
            return Response(await self.env.USERS.get(path[7:]) or "unknown")
        return Response.json({"error": "not found"}, status=404)
