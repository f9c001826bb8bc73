import inspect
import json

import js
from js import JSON, Headers, Object, caches
from js import fetch as js_fetch
from pyodide.ffi import JsException, JsProxy, jsnull, to_js
from workers import DurableObject, Response, WorkerEntrypoint, fetch

SEEN = []


def kind(value):
    return type(value).__name__


async def probe(work):
    try:
        result = work()
        if inspect.isawaitable(result):
            result = await result
        return result
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:160]


class Thing(DurableObject):
    async def fetch(self, request):
        storage = self.ctx.storage
        out = {"request": kind(request), "method": request.method}
        if request.method == "POST":
            out["json"] = await request.json()
            out["header"] = request.headers.get("x-a")
        await storage.put("k", {"a": [1]})
        await storage.put("l", to_js({"b": 2}, dict_converter=Object.fromEntries))
        out["get"] = [kind(await storage.get("k")), await storage.get("k"), await storage.get("l")]
        listing = await storage.list()
        out["list"] = [kind(listing), listing]
        storage.sql.exec("create table if not exists t (a, b)")
        storage.sql.exec("delete from t")
        storage.sql.exec("insert into t values (?, ?)", 1, None)
        cursor = storage.sql.exec("select * from t")
        out["cursor"] = kind(cursor)
        out["rows"] = await probe(lambda: cursor.toArray())
        out["one"] = await probe(lambda: storage.sql.exec("select * from t").one())
        out["iterate"] = await probe(lambda: [kind(row) for row in storage.sql.exec("select * from t")])
        out["raw"] = await probe(lambda: kind(storage.sql.exec("select * from t").raw().toArray()))
        out["none"] = await probe(lambda: storage.get("missing"))
        return Response.json(out)

    async def shout(self, options):
        return {"got": kind(options), "keys": list(options)}


class Default(WorkerEntrypoint):
    async def queue(self, batch, env=None, ctx=None):
        for message in batch.messages:
            SEEN.append(
                [kind(batch.messages), kind(message), kind(message.body), message.body, kind(message.timestamp), kind(message.attempts)]
            )
            message.ack()

    async def scheduled(self, controller, env=None, ctx=None):
        SEEN.append([kind(controller), controller.cron])

    async def fetch(self, request):
        env = self.env
        name = js.URL.new(request.url).pathname[1:]
        if name == "seen":
            return Response.json(SEEN)
        return Response.json(await probe(lambda: getattr(self, name)(request, env)))

    async def conversions(self, request, env):
        return {
            "to_js dict": js.Object.prototype.toString.call(to_js({"a": 1})),
            "to_js dict constructor": to_js({"a": 1}).constructor.name,
            "jsnull is JsProxy": isinstance(jsnull, JsProxy),
            "jsnull str": str(jsnull),
            "undefined": repr(js.undefined),
            "json null inside": repr(JSON.parse("[null]")[0]),
            "proxy subscript": await probe(lambda: JSON.parse('{"a": 1}')["a"]),
            "json var": [kind(env.CONFIG), env.CONFIG.a, await probe(lambda: env.CONFIG["a"])],
        }

    async def requests(self, request, env):
        return {
            "kind": kind(request),
            "method": [kind(request.method), request.method, f"{request.method}", str(request.method)],
            "dict headers": dict(request.headers).get("x-a"),
            "items": [pair for pair in request.headers.items() if pair[0] == "x-a"],
            "in": ["X-A" in request.headers, "nope" in request.headers],
            "request to js": await probe(lambda: self.failure(js.Request.new, request)),
            "js_object to js": js.Request.new(request.js_object).url == request.url,
            "js headers to js": await probe(lambda: Headers.new(request.js_object.headers).get("x-a")),
            "init": await probe(lambda: js.Request.new("http://x/", method=request.method, headers=request.js_object.headers).headers.get("x-a")),
            "cf": kind(request.cf),
            "unknown": await probe(lambda: request.signal),
            "body_used": request.body_used,
            "caches match js": await probe(lambda: self.match(request)),
        }

    def failure(self, function, *arguments):
        try:
            return kind(function(*arguments))
        except JsException as error:
            return type(error).__name__

    async def match(self, request):
        return kind(await caches.default.match(request.js_object))

    async def forms(self, request, env):
        form = await request.form_data()
        return {
            "kind": kind(form),
            "get": form.get("a"),
            "missing": repr(form.get("nope")),
            "missing is None": form.get("nope") is None,
            "in": ["a" in form, "nope" in form],
            "pairs": [list(pair) for pair in form.items()],
            "all": form.get_all("a"),
            "iterate": list(form),
        }

    async def rows(self, request, env):
        await env.DB.exec("create table if not exists t (id integer, name text, score real)")
        await env.DB.exec("delete from t")
        await env.DB.prepare("insert into t values (?, ?, ?)").bind(1, "é", 2.0).run()
        found = await env.DB.prepare("select * from t").all()
        row = await env.DB.prepare("select * from t").first()
        raw = await env.DB.prepare("select * from t").raw()
        return {
            "result": kind(found),
            "row": [kind(found.results), kind(found.results[0]), kind(row)],
            "subscripts": [found["results"][0]["name"], row["name"], row.name],
            "raw": raw,
            "dumps": json.dumps(found.results, separators=(",", ":"), ensure_ascii=False),
            "stringify row": await probe(lambda: JSON.stringify(row)),
            "stringify js": await probe(lambda: JSON.stringify(to_js(found.results, dict_converter=Object.fromEntries))),
            "keys": await probe(lambda: list(Object.keys(row))),
            "changes": found.meta.changes,
            "bind JSON": await probe(lambda: self.bind_json(env)),
            "bind to_js": await probe(lambda: self.bind_to_js(env)),
            "batch tuple": await probe(lambda: env.DB.batch((env.DB.prepare("select 1 as a"),))),
            "batch": await probe(lambda: self.batch(env)),
        }

    async def bind_json(self, env):
        parameters = JSON.parse(json.dumps([1, None]))
        return (await env.DB.prepare("select ? as a, ? as b").bind(*parameters).first())

    async def bind_to_js(self, env):
        return (await env.DB.prepare("select ? as a, ? as b").bind(*to_js([1, "x"])).first())

    async def batch(self, env):
        results = await env.DB.batch([env.DB.prepare("select 1 as a"), env.DB.prepare("select 2 as a")])
        return [kind(results), kind(results[0]), results[1].results]

    async def stores(self, request, env):
        await env.KV.put("j", json.dumps({"a": [1]}))
        await env.KV.put("m", "x", to_js({"metadata": {"a": 1}}, dict_converter=Object.fromEntries))
        buffer = await env.KV.get("j", "arrayBuffer")
        listing = await env.KV.list()
        with_metadata = await env.KV.getWithMetadata("m")
        await env.R2.put("o", "body", {"customMetadata": {"a": "1"}, "httpMetadata": {"contentType": "text/plain"}})
        stored = await env.R2.get("o")
        objects = await env.R2.list()
        return {
            "json": [kind(await env.KV.get("j", "json")), (await env.KV.get("j", type="json")).a],
            "buffer": [kind(buffer), bytes(buffer).decode(), buffer.tobytes().decode()],
            "listing": [kind(listing), [key.name for key in listing["keys"]], kind(listing.keys)],
            "metadata": [kind(with_metadata), with_metadata.metadata],
            "missing": repr(await env.KV.get("nope")),
            "stored": [kind(stored), stored.key, stored.size, kind(stored.httpMetadata), stored.httpMetadata.contentType, kind(stored.customMetadata), kind(stored.uploaded)],
            "stored text": await stored.text(),
            "stored buffer": kind(await (await env.R2.get("o")).arrayBuffer()),
            "objects": [kind(objects), kind(objects.objects), kind(objects.objects[0]), objects.objects[0].key],
            "object to_py": await probe(lambda: kind(objects.objects[0].to_py())),
            "object metadata": await probe(lambda: kind(objects.objects[0].httpMetadata)),
            "write metadata": await probe(lambda: self.write_metadata(stored)),
        }

    async def write_metadata(self, stored):
        headers = Headers.new()
        stored.writeHttpMetadata(headers)
        return headers.get("content-type")

    async def objects(self, request, env):
        stub = env.OBJECTS.get(env.OBJECTS.idFromName("a"))
        plain = await stub.fetch("http://x/")
        out = {"response": kind(plain), "json": kind(await plain.json()), "status": plain.status}
        out["headers"] = kind(plain.headers)
        keywords = await stub.fetch("http://x/", method="POST", body='{"a": {"b": 1}}', headers={"x-a": "1"})
        out["keywords"] = await keywords.json()
        out["dict"] = await probe(lambda: stub.fetch("http://x/", {"method": "POST", "body": "{}"}))
        options = to_js({"method": "POST", "body": "{}"}, dict_converter=Object.fromEntries)
        out["to_js"] = await probe(lambda: stub.fetch("http://x/", options))
        made = js.Request.new("http://x/", method="POST", body="{}")
        out["js request"] = (await (await stub.fetch(made)).json())["method"]
        out["web socket"] = await probe(lambda: plain.webSocket)
        out["array buffer"] = await probe(lambda: plain.arrayBuffer())
        out["rpc"] = await stub.shout({"a": 1})
        out["rpc to_js"] = await stub.shout(to_js({"a": 1}, dict_converter=Object.fromEntries))
        again = await stub.fetch("http://x/")
        out["js response to js"] = await probe(lambda: js.Response.new(again.body, again.js_object).status)
        out["wrapped headers"] = await probe(lambda: self.outgoing(request))
        return out

    async def outgoing(self, request):
        stub = self.env.OBJECTS.get(self.env.OBJECTS.idFromName("a"))
        first = await probe(lambda: self.header(stub, dict(request.headers)))
        second = await probe(lambda: self.header(stub, request.js_object.headers))
        return [first, second]

    async def header(self, stub, headers):
        return (await (await stub.fetch("http://x/", method="POST", body="{}", headers=headers)).json())["header"]

    async def errors(self, request, env):
        try:
            await request.json()
        except JsException as error:
            return f"JsException {error}"
        except ValueError as error:
            return f"{type(error).__name__}"

    async def send(self, request, env):
        await env.Q.send({"a": {"b": 1}})
        await env.Q.send(to_js({"a": 2}, dict_converter=Object.fromEntries))
        await env.Q.send(to_js({"a": 3}))
        await env.Q.sendBatch(to_js([{"body": {"a": 4}}], dict_converter=Object.fromEntries))
        return "sent"

    async def tuples(self, request, env):
        return [
            await probe(lambda: env.Q.send((1, 2))),
            await probe(lambda: env.Q.send([{"a": (1, 2)}])),
            await probe(lambda: self.sent(to_js({"a": (1, 2)}, dict_converter=Object.fromEntries))),
        ]

    async def sent(self, value):
        await self.env.KV.put("sent", json.dumps(value.to_py()))
        return await self.env.KV.get("sent")
