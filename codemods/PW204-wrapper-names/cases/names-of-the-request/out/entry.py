async def on_fetch(request, env):
    copy = request.clone()
    if copy.body_used or copy.is_history_navigation or copy.referrer_policy == "no-referrer":
        return copy.js_object.signal.aborted
    data = await copy.buffer()
    return data.to_py(), data.byteLength
