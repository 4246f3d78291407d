"""What axe finds on a page: one way to ask it, for every page of every place."""

from pathlib import Path

from playwright.sync_api import Page

PROGRAM = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What another colour scheme can change of a page that was judged whole."""
_RUN = """
asked => axe.run({runOnly: asked, resultTypes: ["violations"]}).then(found => found.violations)
"""


def faults(page: Page, *, only_colours: bool = False) -> list[str]:
    """Return every fault with the places where it stands; evaluated, so that the page's own policy stays."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(PROGRAM.read_text())
    found = page.evaluate(_RUN, COLOURS if only_colours else RULES)
    return [f"{fault['id']}: {[node['target'] for node in fault['nodes']]}" for fault in found]
