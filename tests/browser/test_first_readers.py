"""What people who saw the pages for the first time ran into."""

from pathlib import Path

from browser.reporter import RETURN, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Page, Route, expect
from world import World


def hang(_route: Route) -> bool:
    """Answer nothing at all, as a line that is dead in the middle."""
    return True


def test_writing_goes_on_while_the_service_is_being_asked(
    reporter: Reporter, site: WorldSite
) -> None:
    """What will be sent is shown at once, though the line is silent."""
    site.faults.append(("/api/today", hang))
    reporter.begin()
    reporter.write()


def test_a_silent_line_is_told_as_sending_and_not_as_the_work_before_it(
    reporter: Reporter, site: WorldSite
) -> None:
    """Whoever waits for the server reads that."""
    site.faults.append(("/api/tickets", hang))
    reporter.begin()
    reporter.write()
    reporter.send()
    reporter.expect_told("stage-storing", '[data-step="sending"] [data-stage]')


def test_a_page_without_its_worker_says_so_at_each_step(
    reporter: Reporter, page: Page, site: WorldSite
) -> None:
    """No button does nothing."""
    site.fail("/assets/worker", status=404)
    reporter.begin()
    page.locator("#text").fill("Een tekst.")
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(reporter.step("write").locator("[data-problem]").first).to_contain_text("ging")


def test_a_codename_may_be_typed_with_the_numbers_beside_its_words(reporter: Reporter) -> None:
    """They stand on the page like that."""
    words = reporter.report().split()
    reporter.come_back(" ".join(f"{place}. {word}" for place, word in enumerate(words, 1)))


def test_a_near_miss_is_mended_in_its_place_beside_the_numbers(
    reporter: Reporter, page: Page
) -> None:
    """The third word stays the third word."""
    words = reporter.report().split()
    typed = [*words[:2], words[2][:-1] + "1" + words[2][-1], *words[3:]]
    page.goto(RETURN)
    reporter.give(" ".join(f"{place}. {word}" for place, word in enumerate(typed, 1)))
    page.locator("[data-doubts]").get_by_role("button", name=words[2], exact=True).click()
    expect(page.locator("#codename")).to_have_value(" ".join(words))


def test_a_text_of_nothing_that_shows_is_empty(reporter: Reporter, page: Page) -> None:
    """Characters without width tell nobody anything."""
    reporter.begin()
    page.locator("#text").fill("\u200b \u200b\n")
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(reporter.step("write").locator("[data-problem]").first).to_contain_text("Schrijf eerst")


def test_a_long_name_of_a_file_keeps_to_the_page(
    reporter: Reporter, page: Page, tmp_path: Path
) -> None:
    """At 320 points wide, and nothing in it turns the text around it."""
    file = tmp_path / ("Verslag_vergadering_" * 10 + "\u202egpj.exe")
    file.write_bytes(b"x")
    page.set_viewport_size({"width": 320, "height": 640})
    reporter.begin()
    page.locator("#files").set_input_files([file])
    expect(page.locator("[data-files] .name")).to_contain_text("\ufffdgpj.exe")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    reporter.write()
    expect(page.locator("[data-preview-files]")).to_contain_text("_gpj.exe")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_typed_back_do_not_stay_in_the_page(reporter: Reporter, page: Page) -> None:
    """Two of eight are a quarter of a codename."""
    reporter.report()
    assert [page.locator(f"#word-{field}").input_value() for field in (1, 2)] == ["", ""]


def test_the_page_says_how_long_an_answer_stays(reporter: Reporter) -> None:
    """To whoever has just sent something, and to whoever finds nothing."""
    codename = reporter.report()
    expect(reporter.step("done")).to_contain_text("zes weken", use_inner_text=True)
    reporter.come_back(codename)
    expect(reporter.step("answers")).to_contain_text("zes weken", use_inner_text=True)


def test_the_last_look_says_to_whom_it_goes(reporter: Reporter, page: Page, world: World) -> None:
    """Something more goes to those of the case; a complaint to others, and has a codename of its own."""
    codename = reporter.report()
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], "Gelezen.")
    anna.bring()
    reporter.come_back(codename)
    page.get_by_role("button", name="Iets toevoegen").click()
    reporter.write("Nog iets.")
    to = reporter.step("review").locator(".card")
    expect(to).to_contain_text("vertrouwenspersonen van uw zaak", use_inner_text=True)
    expect(to).not_to_contain_text("niet hebben geantwoord", use_inner_text=True)
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="klacht").click()
    reporter.write("Een klacht.")
    expect(to).to_contain_text("niet hebben geantwoord", use_inner_text=True)
    expect(to).not_to_contain_text("van uw zaak", use_inner_text=True)
    reporter.send()
    expect(reporter.step("codename")).to_contain_text("voor uw klacht", use_inner_text=True)
    reporter.keep_codename()
    expect(reporter.step("done")).to_contain_text("de nieuwe codenaam", use_inner_text=True)
