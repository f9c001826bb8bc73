from js import Object, Response
from pyodide.ffi import to_js
from workers import WorkerEntrypoint


def failed(message, status=500):
    options = {
        "status": status,
        "headers": {"content-type": "text/plain"},
    }
    converted = to_js(options, dict_converter=Object.fromEntries)
    return Response.new(message, converted)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "OPTIONS":
            options = {"status": 204, "headers": {"allow": "GET"}}
            converted = to_js(options, dict_converter=Object.fromEntries)
            return Response.new(None, converted)
        plain = to_js({"status": 202, "statusText": "Taken"}, dict_converter=Object.fromEntries)
        if request.method == "PUT":
            return Response.new("later", plain)
        return failed("no")
