"""Axe is heard: what is wrong on a page is told, with where it is wrong."""

from playwright.sync_api import Page

from tests.axe import violations

PAGE = """<html style="color-scheme: light dark"><title>Boats</title><main>
<h1>Boats</h1><p style="color: light-dark(#111, #222);
background: light-dark(#fff, #000)">One sails at noon.</p></main></html>"""


def test_a_fault_is_told_and_the_scheme_that_has_it(page: Page) -> None:
    page.set_content(PAGE)
    found = violations(page)
    assert [(scheme, wrong[0]) for scheme, wrong in found] == [
        ("light", "html-has-lang"),
        ("dark", "color-contrast"),
    ]
    assert "One sails at noon" in found[1][1][1][0]
    assert [scheme for scheme, _ in violations(page, "light")] == ["light"]


def test_a_page_that_comes_after_is_asked_too(page: Page) -> None:
    page.set_content("<html lang=en><title>Boats</title><main><h1>Boats</h1></main>")
    assert violations(page) == []
    page.goto("data:text/html,<title>Boats</title><main><h1>Boats</h1></main>")
    assert [wrong[0] for _, wrong in violations(page)] == ["html-has-lang"]
