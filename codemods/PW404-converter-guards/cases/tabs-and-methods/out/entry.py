import json

from js import JSON
from pyodide.ffi import JsProxy


class Store:
	def __init__(self, env):
		self.db = env.DB

	@staticmethod
	def plain(value):
		if not isinstance(value, JsProxy):
			return value
		return json.loads(JSON.stringify(value))

	def rows(self, result):
		return result.results.to_py()

	def convert(self, value):
		if not isinstance(value, JsProxy):
			return value
		return value.to_py()

	async def all(self):
		found = await self.db.prepare("SELECT 1").all()
		return self.plain(found), self.convert(found)


async def on_fetch(request, env):
	return await Store(env).all()
