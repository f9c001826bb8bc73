import json

from js import JSON


class Store:
	def __init__(self, env):
		self.db = env.DB

	@staticmethod
	def plain(value):
		return json.loads(JSON.stringify(value))

	def rows(self, result):
		return result.results.to_py()

	def convert(self, value):
		return value.to_py()

	async def all(self):
		found = await self.db.prepare("SELECT 1").all()
		return self.plain(found), self.convert(found)


async def on_fetch(request, env):
	return await Store(env).all()
