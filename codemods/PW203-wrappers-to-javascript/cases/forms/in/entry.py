from js import fetch


async def on_fetch(request, env):
    form = await request.form_data()
    return await fetch("https://example.com/", method="POST", body=form)
