from workers import Response, WorkerEntrypoint

LETTER = """Dear {name},

{text}

{env.SIGNATURE}
"""


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        env = self.env
        name = request.headers.get('x-name') or 'reader'
        text = await request.text() if request.method == 'POST' else 'nothing new.'
        if not text:
            return Response('an empty letter?', status=400)
        # format() picks what it needs
        return Response(LETTER.format(**locals()), headers={'content-type': 'text/plain', 'x-signed': env.SIGNATURE})
