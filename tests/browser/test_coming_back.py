"""Coming back with a codename: forgiving where it can be, exact where it must be, and the thread goes on."""

import pytest
from browser.prefixes import shift_clock
from browser.reporter import RETURN, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import expect
from world import LINES, Desk, World
from world import Reporter as Author

from crypto.codename.codename import Codename
from crypto.keyring import Line
from crypto.reply import seal_reply
from crypto.words import dutch, english
from journalist_ui.workstation import outbox

LOOK = '[data-step="look"] [data-notice]'
DOUBTS = '[data-step="look"] [data-doubts]'


@pytest.fixture
def author(world: World) -> Author:
    """Somebody whose report is on the workstations."""
    author = world.reporter()
    author.send("x")
    for desk in world.confidants:
        desk.fetch()
    return author


@pytest.fixture
def anna(world: World) -> Desk:
    """The confidant in slot 0."""
    return world.confidants[0]


def _answer(desk: Desk, *texts: str) -> None:
    for text in texts:
        desk.reply(desk.cases()[0], text)
    desk.bring()


def _sleep_a_night(site: WorldSite, world: World) -> None:
    """A workstation makes one batch a day."""
    world.pass_days(1)
    site.before_scripts = shift_clock(1)


def _words(author: Author, language: str = "nl") -> list[str]:
    return author.codename.words(language)


def test_a_word_one_slip_away_is_offered_and_put_in_its_place(
    reporter: Reporter, world: World
) -> None:
    """A button for each word that it may have been meant to be; then the codename is found."""
    words = _words(world.reporter())
    reporter.page.goto(RETURN)
    reporter.give(" ".join([*words[:2], _misspell(words[2]), *words[3:]]))
    reporter.expect_told("codename-doubtful", LOOK)
    expect(reporter.page.locator(LOOK)).to_contain_text("woord 3 ")
    reporter.page.locator(DOUBTS).get_by_role("button", name=words[2], exact=True).click()
    expect(reporter.page.locator("#codename")).to_have_value(" ".join(words))
    expect(reporter.page.locator(f"{DOUBTS} li")).to_have_count(0)
    reporter.give(" ".join(words))
    expect(reporter.step("answers")).to_be_visible()


def test_seven_words_are_counted(reporter: Reporter, world: World) -> None:
    """And the page says how many there have to be."""
    reporter.page.goto(RETURN)
    reporter.give(" ".join(_words(world.reporter())[:7]))
    reporter.expect_told("codename-count", LOOK)
    expect(reporter.page.locator(LOOK)).to_contain_text("7")


def test_words_in_a_wrong_order_do_not_belong_together(reporter: Reporter) -> None:
    """Asked on the device itself: the check in the last word says so."""
    reporter.page.goto(RETURN)
    codename = Codename(bytes(range(11)))
    reporter.give(" ".join(reversed(codename.words("nl"))))
    reporter.expect_told("codename-check", LOOK)


@pytest.mark.parametrize(
    ("typed", "name"), [(" ", "codename-missing"), ("a" * 2_000, "codename-long")]
)
def test_what_is_no_codename_asks_nothing_of_the_server(
    reporter: Reporter, site: WorldSite, typed: str, name: str
) -> None:
    """It is judged on the device."""
    reporter.page.goto(RETURN)
    reporter.give(typed)
    reporter.expect_told(name, LOOK)
    assert "/api/drop" not in {asked.path for asked in site.trace}


@pytest.mark.parametrize("manner", ["capitals", "hyphens", "blanks", "lines"])
def test_a_codename_is_known_however_it_is_typed(
    reporter: Reporter, author: Author, anna: Desk, manner: str
) -> None:
    """Capitals, blanks and hyphens do not matter."""
    _answer(anna, "Dank u wel.")
    words = _words(author)
    typed = {
        "capitals": " ".join(words).upper(),
        "hyphens": "-".join(words),
        "blanks": f"  {'   '.join(words)} ",
        "lines": "\u00a0".join(words),
    }
    reporter.come_back(typed[manner])
    assert reporter.answers() == ["Dank u wel."]
    expect(reporter.page.locator("#codename")).to_have_value("")


def test_words_of_the_other_language_are_sent_to_its_page(
    reporter: Reporter, author: Author, anna: Desk
) -> None:
    """A page knows its own words only: it says where the others are known, where the answer is found."""
    _answer(anna, "Dank u wel.")
    words = " ".join(_words(author, "en"))
    reporter.page.goto(RETURN)
    reporter.give(words)
    reporter.expect_told("codename-language", LOOK)
    reporter.page.get_by_role("link", name="English").click()
    reporter.page.locator("#codename").fill(words)
    reporter.page.get_by_role("button", name="Look for an answer").click()
    expect(reporter.step("answers")).to_be_visible()
    assert reporter.answers() == ["Dank u wel."]


def test_answers_stand_in_the_order_in_which_they_were_written(
    reporter: Reporter, site: WorldSite, world: World, author: Author, anna: Desk
) -> None:
    """By day, and of one day by confidant."""
    _answer(world.confidants[1], "vier")
    _answer(anna, "een", "twee", "drie")
    _sleep_a_night(site, world)
    _answer(anna, "vijf")
    reporter.come_back(" ".join(_words(author)))
    assert reporter.answers() == ["een", "twee", "drie", "vier", "vijf"]


def test_an_answer_is_shown_as_text(reporter: Reporter, author: Author, anna: Desk) -> None:
    """Whatever a confidant writes, no browser takes it for a page."""
    text = "<b>vet</b> {phone} <script>alert(1)</script>\n\nTweede alinea"
    _answer(anna, text)
    reporter.come_back(" ".join(_words(author)))
    assert reporter.answers() == [text]


def test_an_answer_is_not_brought_back_by_going_back(
    reporter: Reporter, author: Author, anna: Desk
) -> None:
    """Some browsers keep a page that was left by an address of one's own: it is empty, and begins anew."""
    _answer(anna, "MERKWOORD-zeeklei")
    reporter.come_back(" ".join(_words(author)))
    assert reporter.answers() == ["MERKWOORD-zeeklei"]
    page = reporter.page
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(page.locator("body")).to_be_hidden()
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert "MERKWOORD-zeeklei" not in page.content()


def test_before_the_first_answer_something_more_asks_for_the_line(
    reporter: Reporter, world: World, author: Author, anna: Desk
) -> None:
    """Only the reporter knows where the report went."""
    reporter.come_back(" ".join(_words(author)))
    reporter.page.get_by_role("button", name="Iets toevoegen").click()
    reporter.page.locator("#text").fill("nog iets")
    reporter.step("write").get_by_role("button", name="Verder").click()
    reporter.expect_told("line-missing", '[data-step="write"] [data-problem]')
    reporter.page.locator('[data-lines] input[value="integriteit"]').check()
    reporter.write("nog iets")
    reporter.send()
    expect(reporter.step("done")).to_be_visible()
    assert anna.fetch().followups == 1
    assert "nog iets" in str(anna.workstation.show(anna.cases()[0], day=world.day))


def test_after_an_answer_something_more_goes_to_whom_it_names_and_to_nobody_else(
    reporter: Reporter, world: World, anna: Desk
) -> None:
    """Chris serves the line and was left out of the report; nothing in the page lets him in."""
    author = world.reporter()
    author.send("over Chris", excluded=[2])
    for desk in world.confidants:
        desk.fetch()
    _answer(anna, "Dank u wel.")
    reporter.come_back(" ".join(_words(author)))
    reporter.page.get_by_role("button", name="Iets toevoegen").click()
    expect(reporter.page.locator("[data-lines]")).to_be_hidden()
    reporter.write("nog iets")
    reporter.send()
    expect(reporter.step("done")).to_be_visible()
    followups = [desk.fetch() for desk in world.confidants]
    assert [report.followups for report in followups] == [1, 1, 0]
    assert [report.not_for_me for report in followups] == [0, 0, 1]


def test_a_complaint_about_an_answer_cannot_be_opened_by_who_answered(
    reporter: Reporter, world: World, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a report of its own, with a codename of its own."""
    bram, chris = world.confidants[1:]
    monkeypatch.setitem(LINES, "klacht", Line(2, [0, 1, 2]))
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    bram.fetch()
    _answer(bram, "Onzin.")
    reporter.come_back(" ".join(_words(author)))
    reporter.page.get_by_role("button", name="Klacht over een antwoord").click()
    reporter.write("Zo praat men niet tegen een melder.")
    reporter.send()
    assert reporter.keep_codename() != " ".join(_words(author))
    told = [bram.fetch(), chris.fetch()]
    assert [(report.reports, report.not_for_me) for report in told] == [(0, 1), (1, 0)]


def test_what_was_written_as_a_complaint_is_not_taken_along_to_who_answered(
    reporter: Reporter, author: Author, anna: Desk
) -> None:
    """Each purpose keeps its own text, and says where it goes."""
    _answer(anna, "Onzin.")
    reporter.come_back(" ".join(_words(author)))
    complain = reporter.page.get_by_role("button", name="Klacht over een antwoord")
    complain.click()
    told = reporter.step("write").locator("p[data-complaint]")
    expect(told).to_be_visible()
    expect(reporter.step("write").locator("[data-lead]")).to_be_hidden()
    reporter.page.locator("#text").fill("Zo praat men niet tegen een melder.")
    reporter.page.go_back()
    reporter.page.get_by_role("button", name="Iets toevoegen").click()
    expect(reporter.page.locator("#text")).to_have_value("")
    expect(told).to_be_hidden()
    reporter.page.go_back()
    complain.click()
    expect(reporter.page.locator("#text")).to_have_value("Zo praat men niet tegen een melder.")


def test_with_buckets_only_one_of_them_is_fetched(
    reporter: Reporter, site: WorldSite, world: World, author: Author, anna: Desk
) -> None:
    """A large drop is cut in eight; the answer is in the eighth that the codename names."""
    service = world.server.keyring.service_id
    world.install(world.hold_ceremony(serial=2, service=service, bucket_bits=3))
    anna.fetch()
    _answer(anna, "Dank u wel.")
    reporter.come_back(" ".join(_words(author)))
    assert reporter.answers() == ["Dank u wel."]
    asked = [asked.path for asked in site.trace if asked.path.startswith("/api/drop")]
    assert len(asked) == 2
    assert asked[0] == "/api/drop/lists"
    assert asked[1].startswith("/api/drop/3/")


def test_an_answer_that_cannot_be_read_is_counted(
    reporter: Reporter, author: Author, anna: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never passed over in silence: the page says how many, and whom to call."""

    def seal_badly(*arguments: object, **named: object) -> list[bytes]:
        sealed = seal_reply(*arguments, **named)  # type: ignore[arg-type]
        return [slot[:-1] + bytes([slot[-1] ^ 1]) for slot in sealed]

    monkeypatch.setattr(outbox, "seal_reply", seal_badly)
    _answer(anna, "onleesbaar")
    reporter.come_back(" ".join(_words(author)))
    assert reporter.answers() == []
    reporter.expect_told("damaged", "[data-damaged]")
    expect(reporter.page.locator("[data-damaged]")).to_contain_text("(1 beschadigd)")


def test_how_many_messages_had_arrived_stands_with_each_answer(
    reporter: Reporter, site: WorldSite, world: World, author: Author, anna: Desk
) -> None:
    """So a reporter sees whether what was added was read."""
    _answer(anna, "een")
    _sleep_a_night(site, world)
    author.follow_up("y")
    anna.fetch()
    _answer(anna, "twee")
    reporter.come_back(" ".join(_words(author)))
    said = reporter.page.locator("[data-answers] li p.small")
    expect(said).to_have_text([reporter.sentence("received-one"), reporter.sentence("received")])
    expect(said.last).to_contain_text("2")


def _misspell(word: str) -> str:
    """Return a word with two letters swapped that no list has."""
    for at in range(len(word) - 1):
        slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if slip not in {*dutch.WORDS, *english.WORDS}:
            return slip
    raise AssertionError(f"every slip in {word} is a word")
