from dataclasses import dataclass


@dataclass
class Payload:
    title: str

    def to_py(self):
        return {"title": self.title}


async def on_fetch(request, env):
    payload = Payload("fixed")
    body = await request.text()
    return payload.title, payload.to_py(), body.strip()
