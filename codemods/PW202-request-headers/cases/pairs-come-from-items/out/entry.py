async def on_fetch(request, env):
    for pair in request.headers.items():
        print(pair[0])
    both = {name: value for name, value in request.headers.items()}
    every = list(request.headers.items())
    for name, value in request.headers.items():
        print(name, value)
    return both, every, sorted(request.headers.items()), [v for (k, v) in request.headers.items()]
