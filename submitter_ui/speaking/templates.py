"""Templates in one language: what is not named, or has no translation, is an error and not a gap."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from submitter_ui.looks.sheet import TEMPLATES
from submitter_ui.speaking.texts import Language, Texts


def make_environment(texts: Texts, language: Language) -> Environment:
    """Return a strict environment that renders the templates of some pages in one language."""
    environment = Environment(
        loader=FileSystemLoader([texts.templates, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(texts.load(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
