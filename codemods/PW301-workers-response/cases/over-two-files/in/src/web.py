from js import Object, Response
from pyodide.ffi import to_js

CORS = to_js({"access-control-allow-origin": "*"}, dict_converter=Object.fromEntries)
INIT = to_js({"status": 405, "statusText": "No"}, dict_converter=Object.fromEntries)


def reply(text):
    return Response.new(text, headers=CORS)
