def on_fetch(row, env):
    return row


class Bus:
    def on_queue(self, item):
        return on_fetch(item, None)
