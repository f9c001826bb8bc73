import json

from js import JSON


def convert(rows):
    return json.loads(JSON.stringify(rows)), rows.to_py()
