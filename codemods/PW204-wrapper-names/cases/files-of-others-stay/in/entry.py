from js import Request, fetch


async def parts(message):
    return [part.type for part in message.walk()]


async def on_fetch(request, env):
    answer = await fetch("https://example.com/form")
    form = await answer.formData()
    file = form.get("file")
    if hasattr(file, "arrayBuffer"):
        return file.type, await file.arrayBuffer()
    inner = Request.new("https://example.com", method="POST", body="a=1")
    return hasattr(inner, "formData"), await parts(env.MESSAGE)
