from js import Headers
from workers import Response, WorkerEntrypoint
from json import dumps, loads

DEFAULT_HEADERS = {
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'content-type',
    'Access-Control-Max-Age': '600'
}

def cors_headers(request, env):
    headers = Headers.new(DEFAULT_HEADERS.items())
    origin = request.headers.get('Origin')
    if origin and origin in env.ALLOWED_ORIGINS.split(','):
        headers.set('Access-Control-Allow-Origin', origin)
        headers.append('Vary', 'Origin')
    return headers

def send(request, env, data, status=200):
    headers = cors_headers(request, env)
    headers.set('Content-Type', 'application/json')
    return Response(dumps(data), status=status, headers=headers)

async def load_poll(env, name):
    value = await env.POLLS.get(name, 'json')
    if value:
        return value
    return None

async def vote(env, name, option):
    poll = await load_poll(env, name)
    if poll is None or option not in poll['options']:
        return None
    poll['options'][option] += 1
    await env.POLLS.put(name, dumps(poll))
    return poll

class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == 'OPTIONS':
            return Response(None, status=204, headers=cors_headers(request, self.env))

        parts = request.url.split('?')[0].split('/')[3:]

        if request.method == 'GET':
            poll = await load_poll(self.env, parts[0])
            if poll is None:
                return send(request, self.env, {'error': 'no such poll'}, 404)
            return send(request, self.env, poll)

        try:
            body = await request.json()
        except Exception:
            return send(request, self.env, {'error': 'body is not JSON'}, 400)

        if parts[-1] == 'vote':
            poll = await vote(self.env, parts[0], body['option'])
            return send(request, self.env, poll or {'error': 'no such poll or option'}, 200 if poll else 404)

        poll = {'question': body['question'], 'options': {o: 0 for o in body['options']}}
        await self.env.POLLS.put(parts[0], dumps(poll))
        return send(request, self.env, poll, 201)
