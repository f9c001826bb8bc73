class Base:
    def __init__(self, env):
        self.db = env.DB


class Service(Base):
    cache = {}

    async def newest(self):
        statement = self.db.prepare("SELECT * FROM notes ORDER BY id DESC")
        found = await statement.first()
        if found:
            self.cache["newest"] = found
        return self.last()

    def last(self):
        return self.cache["newest"]
