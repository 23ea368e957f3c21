"""What axe finds wrong on a page, in the light and in the dark."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# In the dark nothing differs but the colours: the style sheets say `light-dark()`.
SCHEMES: dict[str, dict[str, object]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast"]},
}
# What axe did not find is as long as the page: it stays in the browser.
RUN = """options => axe.run(options).then(found => found.violations.map(
    each => [each.id, each.nodes.map(node => node.html.slice(0, 200))]))"""


def violations(page: Page, *schemes: str) -> list[tuple[str, Any]]:
    """Return what is wrong with a page, by scheme: the rule, and who breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};0")
    found = []
    for scheme in schemes or SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options = {"resultTypes": ["violations"], **SCHEMES[scheme]}
        found += [(scheme, wrong) for wrong in page.evaluate(RUN, options)]
    page.emulate_media(color_scheme="light")
    return found
