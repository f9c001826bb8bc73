async def on_fetch(request, env):
    payload = await request.json()
    kind = 'event'
    return {'kind': kind, 'name': payload['name'], 'text': f'{payload["name"]}!'}
