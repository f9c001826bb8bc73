"""The site; `python entry.py` shows it without a Worker."""
try:
    from js import Headers, Response
    from workers import WorkerEntrypoint
except ImportError:
    WorkerEntrypoint = object


def page(name):
    return f"<h1>{name}</h1>"


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        headers = Headers.new()
        headers.append("content-type", "text/html")
        return Response.new(page(self.env.NAME), headers=headers)


if __name__ == "__main__":
    print(page("local"))
