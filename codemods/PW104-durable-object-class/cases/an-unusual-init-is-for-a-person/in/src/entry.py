from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, *args):
        self.args = args
