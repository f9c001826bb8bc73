import pyodide.ffi as ffi
from pyodide.ffi import jsnull as missing


async def on_fetch(request, env):
    form = await request.form_data()
    return form.get("a") is missing, ffi
