import json
from js import Headers
from workers import Response, WorkerEntrypoint
from urllib.parse import unquote, urlparse


def json_reply(data, status=200):
	return Response(
		json.dumps(data),
		status=status,
		headers={"content-type": "application/json"},
	)


async def upload(request, env, key):
	length = int(request.headers.get("content-length") or 0)
	if length > int(env.MAX_BYTES):
		return json_reply({"error": "too large"}, 413)
	options = {
		"httpMetadata": {"contentType": request.headers.get("content-type") or "application/octet-stream"},
		"customMetadata": {"uploader": request.headers.get("x-uploader") or "anonymous"},
	}
	stored = await env.FILES.put(
		key,
		await request.buffer(),
		options,
	)
	return json_reply({"key": stored.key, "size": stored.size}, 201)


async def download(env, key):
	found = await env.FILES.get(key)
	if not found:
		return json_reply({"error": "no such file"}, 404)

	headers = Headers.new()
	found.writeHttpMetadata(headers)
	headers.set("etag", found.httpEtag)
	return Response(found.body, headers=headers)


class Default(WorkerEntrypoint):
	async def fetch(self, request):
		key = unquote(urlparse(request.url).path)[1:]

		if key == "":
			listing = await self.env.FILES.list()
			files = [{"key": o.key, "size": o.size} for o in listing.objects]
			return json_reply(files)

		match request.method:
			case "PUT":
				return await upload(request, self.env, key)
			case "GET":
				return await download(self.env, key)
			case "HEAD":
				info = await self.env.FILES.head(key)
				if not info:
					return Response(None, status=404)
				return Response(None, headers={"x-size": str(info.size)})
			case "DELETE":
				# R2 does not mind when a key isn't there
				await self.env.FILES.delete([key])
				return Response(None, status=204)
			case _:
				return json_reply({"error": "method not allowed"}, 405)
