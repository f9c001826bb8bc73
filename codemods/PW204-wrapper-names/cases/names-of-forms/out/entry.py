def fields(form):
    return {name: value for name, value in form.items()}


async def on_fetch(request, env):
    form = await request.form_data()
    if "name" not in form or "spam" in form:
        return None
    for name, value in form.items():
        print(name, value)
    upload = form.get("file")
    return fields(form), form.get_all("tags"), await upload.text(), upload.name
