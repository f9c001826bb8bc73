class Counter:
    def __init__(self, state, env):
        self.state = state
        self.env = env

    async def on_fetch(self, request):
        value = (await self.state.storage.get("value")).to_py()
        rows = (await self.env.DB.prepare("SELECT 1").all()).results.to_py()
        return value, rows
