async def body_of(request):
    if hasattr(request, "arrayBuffer"):
        return await request.arrayBuffer()
    reader = getattr(request, 'formData', None)
    return await reader() if reader else None


async def on_fetch(request, env):
    return await body_of(request)
