"""What bindings return with the SDK that the runtime had in itself: JavaScript values."""

import json

from js import JSON
from workers import Response, WorkerEntrypoint


async def show(question):
    """The answer, or the kind of error and what it says."""
    try:
        answer = question()
        return repr(await answer if hasattr(answer, "__await__") else answer)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        database = self.env.DB
        row = await database.prepare("SELECT 1 AS id").first()
        return Response.json(
            {
                "row": type(row).__name__,
                "row.": row.id,
                "row[]": (await show(lambda: row["id"])).split(":")[0],
                "to_py": row.to_py(),
                "JSON.stringify": json.loads(JSON.stringify(row)),
                "first of nothing": await show(lambda: database.prepare("SELECT 1 WHERE 0").first()),
                "missing": await show(lambda: self.env.KV.get("none")),
                "bind(None)": "undefined" in await show(lambda: database.prepare("SELECT ?").bind(None).first()),
            }
        )
