from flask import Flask, request as current

app = Flask(__name__)


@app.get("/")
def index():
    return [name for name, value in current.headers]


class Fake:
    def __init__(self, headers):
        self.headers = headers


def test(request=Fake({})):
    return request.headers.has("a")


async def on_fetch(request, env):
    return index(), test()
