from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, state, env):
        self.state = state

    async def peek(self, other):
        return other.state
