"""Finds the handler of a request."""


class Router:
    """Routes by method and exact path."""

    def __init__(self):
        self.routes = {}

    def add(self, method, path, handler):
        """Registers a handler."""
        self.routes[(method, path)] = handler

    def find(self, method, path):
        """The handler, or None; a trailing slash does not matter."""
        return self.routes.get((method, path.rstrip("/") or "/"))

    def methods(self, path):
        """The methods of a path, sorted."""
        return sorted(method for method, known in self.routes if known == path)

    def paths(self):
        """All paths, sorted."""
        return sorted({path for _, path in self.routes})
