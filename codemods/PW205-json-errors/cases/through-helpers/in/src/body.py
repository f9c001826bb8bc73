async def parse(request):
    return await request.json()


async def read(request):
    return (await parse(request))["data"]
