async def on_fetch(request, env):
    form = await request.form_data()
    form.set("a", "b")
    return form.to_py()
