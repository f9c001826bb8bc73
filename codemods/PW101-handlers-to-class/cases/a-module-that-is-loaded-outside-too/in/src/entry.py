"""The site; `python entry.py` shows it without a Worker."""
try:
    from js import Headers, Response
except ImportError:
    pass


def page(name):
    return f"<h1>{name}</h1>"


async def on_fetch(request, env):
    headers = Headers.new()
    headers.append("content-type", "text/html")
    return Response.new(page(env.NAME), headers=headers)


if __name__ == "__main__":
    print(page("local"))
