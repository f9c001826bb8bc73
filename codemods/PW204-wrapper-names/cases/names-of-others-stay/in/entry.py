class Upload:
    bodyUsed = False

    async def arrayBuffer(self):
        return b""

    async def formData(self):
        return {}


async def on_fetch(request, env):
    upload = Upload()
    form = await upload.formData()
    return upload.bodyUsed, await upload.arrayBuffer(), form
