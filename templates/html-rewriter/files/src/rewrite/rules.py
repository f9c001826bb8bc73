"""The rules: what happens to an element that a selector has found.

One object of each serves all requests of an isolate, so none keeps anything about a page.
"""

from typing import Protocol


class Element(Protocol):
    """An element as JavaScript's HTMLRewriter hands it over."""

    def getAttribute(self, name: str, /) -> str: ...  # noqa: N802

    def hasAttribute(self, name: str, /) -> bool: ...  # noqa: N802

    def setAttribute(self, name: str, value: str, /) -> object: ...  # noqa: N802

    def append(self, content: str, /, *, html: bool) -> object: ...


class Rule(Protocol):
    def element(self, element: Element, /) -> None: ...


class OtherSites:
    """A page that is opened by a link gets no hold of the one that has the link."""

    def element(self, element: Element) -> None:
        if element.getAttribute("href").startswith(("https:", "http:", "//")):
            element.setAttribute("rel", "noopener")


class Images:
    """Images load when they come near, unless the page says otherwise."""

    def element(self, element: Element) -> None:
        if not element.hasAttribute("loading"):
            element.setAttribute("loading", "lazy")


class NoIndex:
    """Search engines stay away."""

    def element(self, element: Element) -> None:
        element.append('<meta name="robots" content="noindex">', html=True)
