async def body_of(request):
    if hasattr(request, "buffer"):
        return await request.buffer()
    reader = getattr(request, 'form_data', None)
    return await reader() if reader else None


async def on_fetch(request, env):
    return await body_of(request)
