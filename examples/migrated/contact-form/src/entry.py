from workers import Response, WorkerEntrypoint
import json
import re

FORM = """<form method=post enctype=multipart/form-data>
<input name=name><input name=email><textarea name=text></textarea>
<input type=checkbox name=topic value=sales><input type=checkbox name=topic value=help>
<input type=file name=file><button>Send</button>
</form>"""

EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


async def handle_post(request, env):
    form = await request.form_data()
    name = form.get("name")
    text = form.get("text")
    if not name or not text:
        return Response("name and text are required", status=422)
    email = form.get("email") if "email" in form else ""
    if email and not EMAIL.fullmatch(email):
        return Response(f"{email} does not look like an address", status=422)
    topics = ",".join(form.get_all("topic"))
    attachment = ""
    upload = form.get("file")
    if upload:
        content = await upload.text()
        attachment = f"{upload.name} ({len(content)})"
    await env.DB.prepare(
        "INSERT INTO messages (name, email, text, topics, attachment) VALUES (?1, ?2, ?3, ?4, ?5)"
    ).bind(name, email, text, topics, attachment).run()
    return Response(f"Thank you, {name}!", status=201)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "POST":
            return await handle_post(request, self.env)

        if request.url.endswith("/messages"):
            result = await self.env.DB.prepare("SELECT name, email, text, topics, attachment FROM messages ORDER BY id").all()
            messages = [
                {"from": row.name, "email": row.email, "text": row.text, "topics": row.topics.split(","), "file": row.attachment}
                for row in result.results
            ]
            return Response(json.dumps(messages), headers={"content-type": "application/json"})

        if request.url.endswith("/count"):
            count = await self.env.DB.prepare("SELECT COUNT(*) AS total FROM messages").first("total")
            return Response(str(count))

        if request.url.endswith("/stats"):
            stats = await self.env.DB.prepare("SELECT COUNT(*) AS items, COUNT(DISTINCT name) AS people FROM messages").first()
            return Response(f"{stats['items']} messages of {stats.people} people")

        return Response(FORM, headers={"content-type": "text/html"})
