from js import Response, Headers

LETTER = """Dear {name},

{text}

{env.SIGNATURE}
"""


async def on_fetch(request, env):
    name = request.headers.get('x-name') or 'reader'
    text = await request.text() if request.method == 'POST' else 'nothing new.'
    if not text:
        return Response.new('an empty letter?', status=400)
    # format() picks what it needs
    return Response.new(LETTER.format(**locals()), headers=Headers.new({'content-type': 'text/plain', 'x-signed': env.SIGNATURE}.items()))
