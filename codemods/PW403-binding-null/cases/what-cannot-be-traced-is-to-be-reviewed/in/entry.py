from plugins import registry
from pyodide.ffi import jsnull


@registry.register
def clean(value):
    return None if value is jsnull else value


async def on_fetch(request, env):
    return registry.all()
