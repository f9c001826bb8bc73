from js import FormData, Request, fetch


async def on_fetch(request, env):
    form = FormData.new()
    form.set("a", "b")
    answer = await fetch("https://example.com/")
    other = Request.new("https://example.com/")
    return form.has("a"), await answer.arrayBuffer(), await other.formData(), answer.statusText
