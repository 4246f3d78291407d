"""The guide as a page: a file for the browser that the demo opens, without a script.

Boxes to tick show how far somebody is, and a click on a secret or a text marks
all of it for copying. The page is readable by its owner only, as the secrets are.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from deploy.guiding import LANGUAGES, Guide, Language, fill

STYLE = Path(__file__).parent / "guide" / "guide.css"
FILES: dict[Language, str] = {"nl": "gids.html", "en": "guide.html"}
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title} &ndash; Sluis</title>
<link rel="stylesheet" href="guide.css">
</head>
<body>
<header><p><strong>Sluis</strong> <a href="{other_file}" lang="{other}" hreflang="{other}">{other_name}</a></p></header>
<main>
<h1>{title}</h1>
{opening}
<ol class="steps">
{steps}
</ol>
{closing}
</main>
</body>
</html>
"""


def write_pages(guides: list[Guide], folder: Path) -> None:
    """Write the guide in each language, and its style, into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "guide.css").write_bytes(STYLE.read_bytes())
    for guide in guides:
        (folder / FILES[guide.language]).write_text(render(guide))


def render(guide: Guide) -> str:
    """Return the page."""
    other: Language = "en" if guide.language == "nl" else "nl"
    return _PAGE.format(
        language=guide.language,
        title=escape(guide.title),
        other=other,
        other_file=FILES[other],
        other_name=LANGUAGES[other],
        opening=_paragraphs(guide, guide.opening, lead=True),
        steps="\n".join(_step(guide, number) for number in range(1, len(guide.steps) + 1)),
        closing=_paragraphs(guide, guide.closing),
    )


def _step(guide: Guide, number: int) -> str:
    step = guide.steps[number - 1]
    title = _html(guide, step.title)
    done = "gedaan" if guide.language == "nl" else "done"
    lines = "\n".join(f"<li>{_html(guide, line)}</li>" for line in step.lines)
    return (
        f'<li class="step"><label class="tick"><input type="checkbox"> {done}</label>'
        f'<h2><span class="number">{number}</span> {title}</h2>\n<ul>\n{lines}\n</ul></li>'
    )


def _paragraphs(guide: Guide, lines: Sequence[str], *, lead: bool = False) -> str:
    kind = ' class="lead"' if lead else ""
    return "\n".join(f"<p{kind}>{_html(guide, line)}</p>" for line in lines)


def _html(guide: Guide, line: str) -> str:
    """Return a line with its own words escaped; labels and values are marked up."""
    pieces = fill(guide, line, label=_label, value=_value)
    return "".join(piece if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def _label(said: str) -> str:
    return f"<b>{escape(said)}</b>"


def _value(name: str, value: str) -> str:
    text = escape(value.strip())
    if value.startswith("http"):
        return f'<a data-value="{name}" href="{text}" target="_blank">{text}</a>'
    if name.endswith("_name"):
        return f'<span data-value="{name}">{text}</span>'
    kind = ' class="take sample"' if name.endswith("_text") else ' class="take"'
    return f'<code{kind} data-value="{name}">{text}</code>'
