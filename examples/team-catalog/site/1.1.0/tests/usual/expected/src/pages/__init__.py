"""The pages."""

from pages.about import ABOUT
from pages.contact import CONTACT
from pages.home import HOME
from pages.layout import layout
from pages.missing import MISSING

ALL = {"home": HOME, "about": ABOUT, "contact": CONTACT, "missing": MISSING}


def render(name):
    """A page as HTML."""
    return layout(ALL[name])
