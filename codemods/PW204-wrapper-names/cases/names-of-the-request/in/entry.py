async def on_fetch(request, env):
    copy = request.clone()
    if copy.bodyUsed or copy.isHistoryNavigation or copy.referrerPolicy == "no-referrer":
        return copy.signal.aborted
    data = await copy.arrayBuffer()
    return data.to_py(), data.byteLength
