async def on_fetch(request, env):
    for pair in request.headers:
        print(pair[0])
    both = {name: value for name, value in request.headers}
    every = list(request.headers)
    for name, value in request.headers.entries():
        print(name, value)
    return both, every, sorted(request.headers), [v for (k, v) in request.headers]
