from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, state, env):
        self.count = 0
        self.storage = state.storage
        self.env = env
        self.id = state.id
