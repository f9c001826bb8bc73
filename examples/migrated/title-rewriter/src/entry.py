from js import HTMLRewriter
from pyodide.ffi import create_proxy
from workers import WorkerEntrypoint


class AttributeRewriter:
    def __init__(self, attribute, old, new):
        self.attribute = attribute
        self.old = old
        self.new = new

    def element(self, element):
        value = element.getAttribute(self.attribute)
        if value:
            element.setAttribute(self.attribute, value.replace(self.old, self.new))


class TitleRewriter:
    def __init__(self, suffix):
        self.suffix = suffix

    def element(self, element):
        element.append(self.suffix)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        page = await self.env.ASSETS.fetch(request)
        links = create_proxy(AttributeRewriter("href", "http://old.", "https://new."))
        title = create_proxy(TitleRewriter(" | Example"))
        response = HTMLRewriter.new().on("a", links).on("title", title).transform(page.js_object)
        # no longer that of the file
        response.headers.delete("etag")
        return response
