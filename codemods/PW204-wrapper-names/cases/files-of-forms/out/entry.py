from js import Uint8Array


async def on_fetch(request, env):
    form = await request.form_data()
    photo = form.get("photo")
    if hasattr(photo, "js_object"):
        data = (await photo.js_object.arrayBuffer()).to_bytes()
        await env.PHOTOS.put(photo.name, photo.js_object.stream(), {"httpMetadata": {"contentType": photo.content_type}})
        return len(data), photo.size, photo.js_object.lastModified
    for _, part in form.items():
        print(bytes(Uint8Array.new(await part.js_object.arrayBuffer())), await part.text())
    return None
