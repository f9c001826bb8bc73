import urllib.request

from js import Request, fetch


class Job:
    def __init__(self, request):
        self.request = request


async def on_fetch(event, env):
    request = Request.new("https://example.com/")
    urllib.request.urlopen(urllib.request.Request("https://example.com/"))
    Job(request)
    return await fetch(request)
