import json
from js import Response, Headers, Object
from pyodide.ffi import to_js
from urllib.parse import unquote, urlparse


def json_reply(data, status=200):
	return Response.new(
		json.dumps(data),
		status=status,
		headers=Headers.new({"content-type": "application/json"}.items()),
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
		await request.arrayBuffer(),
		to_js(options, dict_converter=Object.fromEntries),
	)
	return json_reply({"key": stored.key, "size": stored.size}, 201)


async def download(env, key):
	found = await env.FILES.get(key)
	if not found:
		return json_reply({"error": "no such file"}, 404)

	headers = Headers.new()
	found.writeHttpMetadata(headers)
	headers.set("etag", found.httpEtag)
	return Response.new(found.body, headers=headers)


async def on_fetch(request, env):
	key = unquote(urlparse(request.url).path)[1:]

	if key == "":
		listing = await env.FILES.list()
		files = [{"key": o.key, "size": o.size} for o in listing.objects]
		return json_reply(files)

	match request.method:
		case "PUT":
			return await upload(request, env, key)
		case "GET":
			return await download(env, key)
		case "HEAD":
			info = await env.FILES.head(key)
			if not info:
				return Response.new(None, status=404)
			return Response.new(None, headers=Headers.new({"x-size": str(info.size)}.items()))
		case "DELETE":
			# R2 does not mind when a key isn't there
			await env.FILES.delete(to_js([key]))
			return Response.new(None, status=204)
		case _:
			return json_reply({"error": "method not allowed"}, 405)
