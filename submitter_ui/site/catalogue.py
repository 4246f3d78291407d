"""Bring `locale/en.po` up to date with the templates: `python -m submitter_ui.site.catalogue`.

Adds what is new without a translation, drops what is gone, and says how many
texts still need one. Nothing is guessed from a similar text.
"""

import io
import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from submitter_ui.site.texts import ENGLISH, collect_texts, read_catalogue


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
    return sum(1 for message in wanted if message.id and not message.string)


def render_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is committed: without dates, names or line numbers."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, omit_header=True, include_lineno=False)
    header = (
        b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    return header + written.getvalue().lstrip()


if __name__ == "__main__":
    missing = update_catalogue()
    print(f"{missing} texts have no English yet.")
    sys.exit(1 if missing else 0)
