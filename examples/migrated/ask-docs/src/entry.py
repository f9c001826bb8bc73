from workers import WorkerEntrypoint, Response
from urllib.parse import urlparse

EMBED_MODEL = "@cf/baai/bge-base-en-v1.5"
CHAT_MODEL = "@cf/meta/llama-3.1-8b-instruct"


class Default(WorkerEntrypoint):
    async def embed(self, text):
        r = await self.env.AI.run(EMBED_MODEL, {"text": [text]})
        return r.data[0]

    async def fetch(self, request):
        path = urlparse(request.url).path
        if request.method != "POST":
            return Response("POST /docs or /ask", status=405)
        body = await request.json()

        if path == "/docs":
            vector = await self.embed(body["text"])
            await self.env.VECTORIZE.upsert([
                {"id": body["id"], "values": vector, "metadata": {"text": body["text"]}}
            ])
            return Response.json({"stored": body["id"]}, status=201)

        if path == "/ask":
            vector = await self.embed(body["question"])
            found = await self.env.VECTORIZE.query(
                vector, {"topK": 1, "returnMetadata": "all"}
            )
            matches = found.matches
            if not matches:
                return Response.json({"error": "I know nothing"}, status=404)
            context = matches[0]["metadata"]["text"]
            answer = await self.env.AI.run(CHAT_MODEL, {
                "messages": [
                    {"role": "system", "content": f"Answer from: {context}"},
                    {"role": "user", "content": body["question"]},
                ]
            })
            return Response.json({"answer": answer.response, "source": matches[0]["id"]})

        return Response.json({"error": "not found"}, status=404)
