import json

from js import JSON


class Model:
    def to_py(self):
        return {}


def render(rows):
    found = json.loads(JSON.stringify(rows))
    return "<ul>" + "".join(row["name"] for row in found) + "</ul>"


def dump(model):
    return model.to_py()


async def on_fetch(request, env):
    answer = JSON.parse("[]")
    return render(answer), dump(answer)
