import logging
import sys

from workers import WorkerEntrypoint

import mail
import schedule

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(name)s: %(message)s")


class Default(WorkerEntrypoint):
    async def scheduled(self, event, env=None, ctx=None):
        await schedule.fire(event, self.env)
        print("the digest goes to", await self.env.READERS.get("all"))

    async def email(self, message, env=None, ctx=None):
        if await mail.receive(message, self.env):
            return
        await message.forward(self.env.SENDER)
