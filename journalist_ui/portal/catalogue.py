"""Bring `locale/en.po` up to date with the templates: `python -m journalist_ui.portal.catalogue`.

Adds what is new without a translation, drops what is gone, and says how many
texts still need one. Nothing is guessed from a similar text.
"""

import io
import sys

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from journalist_ui.portal.texts import ENGLISH, collect_texts, read_catalogue

HEADER = (
    b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def update_catalogue() -> int:
    """Write the catalogue anew and return how many texts have no translation."""
    known = read_catalogue()
    wanted = Catalog(locale="en", charset="utf-8")
    for message in collect_texts():
        if message.id:
            old = known.get(_key(message))
            said = old.string if old is not None and old.id == message.id else ""
            wanted.add(message.id, said, locations=message.locations)
    ENGLISH.write_bytes(render_catalogue(wanted))
    return sum(1 for message in wanted if message.id and not is_translated(message))


def render_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is committed: without dates, names or line numbers."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, omit_header=True, include_lineno=False)
    return HEADER + written.getvalue().lstrip()


def is_translated(message: Message) -> bool:
    """Tell whether a text, or each of its two forms, has its English."""
    said = message.string
    return all(said) if isinstance(said, (list, tuple)) and said else bool(said)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    missing = update_catalogue()
    print(f"{missing} texts have no English yet.")
    sys.exit(1 if missing else 0)
