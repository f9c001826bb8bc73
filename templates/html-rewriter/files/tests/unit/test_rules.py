"""The rules, with elements of their own."""

from dataclasses import dataclass, field

import pytest

from rewrite.rules import Images, NoIndex, OtherSites


@dataclass
class FakeElement:
    attributes: dict[str, str]
    appended: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])

    def getAttribute(self, name: str) -> str:  # noqa: N802
        return self.attributes[name]

    def hasAttribute(self, name: str) -> bool:  # noqa: N802
        return name in self.attributes

    def setAttribute(self, name: str, value: str) -> None:  # noqa: N802
        self.attributes[name] = value

    def append(self, content: str, *, html: bool) -> None:
        self.appended.append((content, html))


@pytest.mark.parametrize("href", ["https://other.example/", "http://other.example", "//other.example/a"])
def test_links_to_other_sites_give_no_hold(href: str) -> None:
    element = FakeElement({"href": href})
    OtherSites().element(element)
    assert element.attributes == {"href": href, "rel": "noopener"}


@pytest.mark.parametrize("href", ["/guides/", "#top", "mailto:a@example.com", ""])
def test_other_links_stay(href: str) -> None:
    element = FakeElement({"href": href})
    OtherSites().element(element)
    assert element.attributes == {"href": href}


def test_images_are_lazy_unless_they_say_otherwise() -> None:
    lazy, eager = FakeElement({"src": "a.png"}), FakeElement({"src": "a.png", "loading": "eager"})
    for element in (lazy, eager):
        Images().element(element)
    assert (lazy.attributes["loading"], eager.attributes["loading"]) == ("lazy", "eager")


def test_search_engines_are_told_to_stay_away() -> None:
    element = FakeElement({})
    NoIndex().element(element)
    assert element.appended == [('<meta name="robots" content="noindex">', True)]
