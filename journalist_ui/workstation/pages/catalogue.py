"""Bring `locale/en.po` up to date: `python -m journalist_ui.workstation.pages.catalogue`.

Adds what is new without a translation, drops what is gone, and says how many
texts still need one. Nothing is guessed from a similar text.
"""

import io
import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from journalist_ui.workstation.pages.texts import ENGLISH, collect_texts, read_catalogue


def update_catalogue() -> int:
    """Write the catalogue anew and return how many texts have no translation."""
    known = read_catalogue()
    wanted = Catalog(locale="en", charset="utf-8")
    for message in collect_texts():
        if message.id:
            old = known.get(message.id)
            said = old.string if old is not None else ""
            wanted.add(message.id, said, locations=message.locations)
    ENGLISH.write_bytes(render_catalogue(wanted))
    return sum(bool(message.id) and not is_translated(message.string) for message in wanted)


def is_translated(said: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether a translation says something, in each of its forms."""
    return bool(said) and (isinstance(said, str) or all(said or ()))


def render_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is committed: without dates, names or line numbers."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, omit_header=True, include_lineno=False)
    header = (
        b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header + written.getvalue().lstrip()


if __name__ == "__main__":
    missing = update_catalogue()
    print(f"{missing} texts have no English yet.")
    sys.exit(1 if missing else 0)
