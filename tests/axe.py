"""What axe finds on a page: one way to ask it, for every page of every place."""

from pathlib import Path

from playwright.sync_api import Page

PROGRAM = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """Return every fault with the places where it stands; evaluated, so that the page's own policy stays."""
    page.evaluate(PROGRAM.read_text())
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [f"{fault['id']}: {[node['target'] for node in fault['nodes']]}" for fault in found]
