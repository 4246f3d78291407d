"""Bringing the `locale/en.po` of some pages up to date; site, portal and desk have a command each.

Adds what is new without a translation, drops what is gone, and says how many
texts still need one. Nothing is guessed from a similar text.
"""

import io

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from submitter_ui.speaking.texts import Texts

HEADER = (
    b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def update_catalogue(texts: Texts) -> int:
    """Write the catalogue anew, say and return how many texts have no translation."""
    known = texts.read_catalogue()
    wanted = Catalog(locale="en", charset="utf-8")
    for message in texts.collect():
        if message.id:
            old = known.get(message.id)
            said = old.string if old is not None and old.id == message.id else ""
            wanted.add(message.id, said, locations=message.locations)
    texts.english.write_bytes(render_catalogue(wanted))
    missing = sum(bool(message.id) and not is_translated(message.string) for message in wanted)
    print(f"{missing} texts have no English yet.")
    return missing


def is_translated(said: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether a translation says something, in each of its forms."""
    return bool(said) and (isinstance(said, str) or all(said or ()))


def render_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is committed: without dates, names or line numbers."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, omit_header=True, include_lineno=False)
    return HEADER + written.getvalue().lstrip()
