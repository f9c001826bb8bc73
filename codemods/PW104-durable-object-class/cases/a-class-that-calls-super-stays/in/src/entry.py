from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, state, env):
        super().__init__(state, env)
        self.state = state
