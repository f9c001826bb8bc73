from js import Uint8Array


async def on_fetch(request, env):
    form = await request.form_data()
    photo = form.get("photo")
    if hasattr(photo, "arrayBuffer"):
        data = (await photo.arrayBuffer()).to_bytes()
        await env.PHOTOS.put(photo.name, photo.stream(), {"httpMetadata": {"contentType": photo.type}})
        return len(data), photo.size, photo.lastModified
    for _, part in form.items():
        print(bytes(Uint8Array.new(await part.arrayBuffer())), await part.text())
    return None
