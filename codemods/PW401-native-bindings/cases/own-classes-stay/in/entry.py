class Money:
    def __init__(self, cents):
        self.cents = cents

    def to_py(self):
        return {"cents": self.cents}


def show(value):
    return value.to_py()


async def on_fetch(request, env):
    import frames

    frame = frames.read(env.KV)
    return Money(1).to_py(), show(Money(2)), frame.to_py()
