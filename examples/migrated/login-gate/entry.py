import base64
import hashlib
import hmac
import json
from http.cookies import SimpleCookie

from js import Headers
from workers import Response, WorkerEntrypoint


def sign(env, user):
    mac = hmac.new(env.SECRET.encode(), user.encode(), hashlib.sha256)
    return user + "." + mac.hexdigest()


def session_user(request, env):
    if "cookie" not in request.headers:
        return None
    cookie = SimpleCookie(request.headers.get("cookie"))
    if "session" not in cookie:
        return None
    value = cookie["session"].value
    user = value.split(".")[0]
    return user if hmac.compare_digest(value, sign(env, user)) else None


def basic_user(request, env):
    header = request.headers.get("Authorization") or ""
    if not header.startswith("Basic "):
        return None
    user, _, password = base64.b64decode(header[6:]).decode().partition(":")
    return user if json.loads(env.USERS).get(user) == password else None


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = "/" + request.url.split("/", 3)[3]

        if path == "/headers":
            # what did the browser send?
            sent = dict(request.headers)
            mine = {name: value for name, value in sent.items() if name.startswith("x-")}
            return Response(json.dumps(mine, sort_keys=True))

        if path == "/headers/names":
            names = [pair[0] for pair in request.headers.items() if pair[0].startswith("x-")]
            return Response(",".join(sorted(names)))

        if path == "/login":
            user = basic_user(request, self.env)
            if not user:
                headers = {"WWW-Authenticate": 'Basic realm="gate"'}
                return Response("who are you?", status=401, headers=headers)
            headers = Headers.new()
            headers.append("Set-Cookie", f"session={sign(self.env, user)}; HttpOnly; Path=/")
            headers.append("Set-Cookie", "seen=1; Path=/")
            headers.set("Location", "/me")
            return Response(None, status=302, headers=headers)

        user = session_user(request, self.env)
        if user is None:
            return Response("forbidden", status=403)
        if path == "/logout":
            return Response("bye", headers={"set-cookie": "session=; Max-Age=0; Path=/"})
        return Response("hello " + user)
