def fields(form):
    return {name: value for name, value in form}


async def on_fetch(request, env):
    form = await request.formData()
    if not form.has("name") or form.has("spam"):
        return None
    for name, value in form.entries():
        print(name, value)
    upload = form.get("file")
    return fields(form), form.getAll("tags"), await upload.text(), upload.name
