"""Finds the handler of a request."""


class Router:
    """Routes by method and exact path."""

    def __init__(self):
        self.routes = {}

    def add(self, method, path, handler):
        """Registers a handler."""
        self.routes[(method, path)] = handler

    def find(self, method, path):
        """The handler, or None."""
        return self.routes.get((method, path))

    def methods(self, path):
        """The methods of a path, sorted."""
        return sorted(method for method, known in self.routes if known == path)

    def paths(self):
        """All paths, sorted."""
        return sorted({path for _, path in self.routes})
# mine
