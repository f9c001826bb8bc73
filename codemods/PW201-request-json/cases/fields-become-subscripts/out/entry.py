async def on_fetch(request, env):
    payload = await request.json()
    if not payload["title"]:
        return None
    payload["seen"] = True
    payload["count"] += 1
    del payload["secret"]
    author = payload["author"]["name"].strip().lower()
    return payload["tags"][0]["label"], author, (await request.json())["title"]
