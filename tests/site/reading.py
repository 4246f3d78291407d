"""Reads a page: its elements, in order, and whether each that was opened was closed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

VOID = {"br", "hr", "img", "input", "link", "meta"}
"""Elements that have no end."""
DRAWING = {"path", "rect"}
"""Elements of a picture, which end themselves."""


@dataclass
class Element:
    """An element's name, its attributes, and the text right in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    """The elements of a page and what is wrong with how they are nested."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """Return the elements of a name."""
        return [element for element in self.elements if element.name == name]

    def values(self, attribute: str) -> list[str]:
        """Return the values of an attribute, on whatever element."""
        return [e.attributes[attribute] for e in self.elements if attribute in e.attributes]


Pages: TypeAlias = dict[str, Page]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(set(names)) != len(names):
            self.page.faults.append(f"an attribute of {tag} is there twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in DRAWING:
            self.page.faults.append(f"{tag} ends itself")
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].name != tag:
            self.page.faults.append(f"{tag} ends where it was not open")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].text += data

    def handle_comment(self, data: str) -> None:
        self.page.faults.append("a comment was left in the page")

    def close(self) -> None:
        super().close()
        self.page.faults += [f"{element.name} is not closed" for element in self._open]


def read_page(html: str) -> Page:
    """Return a page as it was read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
