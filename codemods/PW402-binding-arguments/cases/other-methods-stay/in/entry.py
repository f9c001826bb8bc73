import queue

from js import Object
from pyodide.ffi import to_js


class Socket:
    def send(self, data):
        return data


async def on_fetch(request, env):
    Socket().send(to_js({"a": 1}, dict_converter=Object.fromEntries))
    queue.Queue().put(to_js({"a": 1}))
    env.SOCKET.dispatch(to_js({"a": 1}, dict_converter=Object.fromEntries))
    env.COUNTER.newUniqueId(to_js({"jurisdiction": "eu"}, dict_converter=Object.fromEntries))
