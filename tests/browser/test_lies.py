"""A server that lies to the page, one trick each (compare tests/test_world_lies.py): it is told, and nothing goes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from browser.prefixes import QUICK, shift_clock
from browser.reporter import REPORT, RETURN, STORY, Reporter
from browser.world_site import ORIGIN, WorldSite
from memory_disk import folder_in_memory
from playwright.sync_api import BrowserContext, Route, expect
from world import World
from world_changes import change_root_holders

from crypto.drop import Entry
from crypto.today import MAX_TODAY, Today, parse_today

# The client judges the same in the vectors, with every run.
pytestmark = pytest.mark.slow

READINESS = "[data-readiness]"
LOOK = '[data-step="look"] [data-notice]'


@pytest.fixture(autouse=True)
def quick(site: WorldSite) -> None:
    """The pauses between tries are short."""
    site.before_scripts = QUICK


@pytest.fixture
def other() -> Iterator[World]:
    """Another service of the same kind."""
    with folder_in_memory() as folder:
        world = World(folder)
        yield world
        world.close()


@pytest.fixture
def answered(world: World) -> str:
    """A codename for which there is an answer."""
    author = world.reporter()
    author.send("x")
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], "antwoord")
    anna.bring()
    return " ".join(author.codename.words("nl"))


@pytest.fixture
def stale(site: WorldSite, world: World) -> None:
    """Nine days went by, also for the page, and the server shows what it showed before them."""
    frozen = world.server.fetch_today()
    world.pass_days(9)
    site.before_scripts = QUICK + shift_clock(9)
    world.server.fetch_today = lambda: frozen  # type: ignore[method-assign]


def _twist(world: World, **changes: object) -> None:
    world.server.twist_today = lambda today: replace(today, **changes)  # type: ignore[arg-type]


def _expect_nothing_sent(reporter: Reporter, site: WorldSite, name: str) -> None:
    """Expect the sentence when the page opens, and that insisting sends nothing."""
    reporter.page.goto(REPORT)
    reporter.expect_told(name, READINESS)
    reporter.choose("integriteit")
    reporter.write()
    reporter.send()
    expect(reporter.page.locator('[data-step="review"] [data-notice]')).to_be_visible()
    assert "POST" not in {asked.method for asked in site.trace}


def _expect_nothing_shown(reporter: Reporter, codename: str, name: str) -> None:
    """Expect the sentence to whoever comes back, and no answer."""
    reporter.page.goto(RETURN)
    reporter.give(codename)
    reporter.expect_told(name, LOOK)
    assert reporter.answers() == []
    expect(reporter.step("answers")).to_be_hidden()


def test_the_keys_of_another_service_are_not_sealed_to(
    reporter: Reporter, site: WorldSite, world: World, other: World
) -> None:
    """The page knows the root of its own."""
    other.day = other.server.day = world.day
    world.server.fetch_today = other.server.fetch_today  # type: ignore[method-assign]
    _expect_nothing_sent(reporter, site, "other-service")


def test_keys_of_new_root_holders_without_the_change_are_those_of_another_service(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """What leads from the page's root to theirs was left out."""
    change_root_holders(world, serial=2)
    _twist(world, rotations=())
    _expect_nothing_sent(reporter, site, "other-service")


def test_new_root_holders_are_followed(reporter: Reporter, world: World) -> None:
    """A page of before the change works on: the old root signed for the new one."""
    change_root_holders(world, serial=2)
    reporter.report()
    assert world.confidants[0].fetch().reports == 1


@pytest.mark.usefixtures("stale")
def test_a_stale_today_is_not_sealed_to(reporter: Reporter, site: WorldSite) -> None:
    """By its own clock the page sees that the week is over; it names the day that it believes in."""
    _expect_nothing_sent(reporter, site, "clocks-differ")
    assert reporter.page.locator("#text").input_value() == STORY


def test_a_stale_today_is_no_word_that_there_is_no_answer(
    reporter: Reporter, answered: str, stale: None
) -> None:
    """Whoever comes back is told, instead of shown what there was."""
    _expect_nothing_shown(reporter, answered, "clocks-differ")


def test_a_withheld_period_key_leaves_its_confidant_out_and_nobody_else(
    reporter: Reporter, world: World
) -> None:
    """Two of three are enough, and more cannot be had; the others see whom it was sealed to."""
    world.server.twist_today = lambda today: replace(today, period_keys=today.period_keys[1:])
    reporter.report()
    world.server.twist_today = lambda today: today
    assert [desk.fetch().reports for desk in world.confidants] == [0, 1, 1]


def test_with_all_keys_withheld_but_one_nothing_is_added(
    reporter: Reporter, site: WorldSite, world: World, answered: str
) -> None:
    """It would be for one pair of eyes; the text is still there."""
    world.server.twist_today = lambda today: replace(today, period_keys=today.period_keys[:1])
    reporter.come_back(answered)
    reporter.page.get_by_role("button", name="Iets toevoegen").click()
    reporter.write("Nog iets.")
    reporter.send()
    reporter.expect_told("too-few-members")
    assert "POST" not in {asked.method for asked in site.trace}
    reporter.page.go_back()
    expect(reporter.page.locator("#text")).to_have_value("Nog iets.")


def test_an_older_keyring_is_noticed_by_the_heads(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """Freshness without memory."""
    old = world.server.keyring_raw
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    world.confidants[0].fetch()
    world.confidants[0].bring()
    _twist(world, keyring=old)
    _expect_nothing_sent(reporter, site, "rolled-back")


def test_two_keys_for_one_confidant_are_not_genuine(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """The server may not choose between them."""

    def doubled(today: Today) -> Today:
        return replace(today, period_keys=(*today.period_keys, today.period_keys[0]))

    world.server.twist_today = doubled
    _expect_nothing_sent(reporter, site, "not-genuine")


def test_a_changed_period_key_is_not_genuine(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """The confidant did not sign that one."""

    def changed(today: Today) -> Today:
        first, *others = today.period_keys
        flipped = first[:-20] + bytes([first[-20] ^ 1]) + first[-19:]
        return replace(today, period_keys=(flipped, *others))

    world.server.twist_today = changed
    _expect_nothing_sent(reporter, site, "not-genuine")


@pytest.mark.parametrize("trick", ["garbage", "truncated", "page", "endless"])
def test_what_is_no_today_is_told_as_a_fault_of_the_server(
    reporter: Reporter, site: WorldSite, world: World, trick: str
) -> None:
    """Whatever comes in its place, and however long it is."""
    answers = {
        "garbage": b"\xa5" * 5_000,
        "truncated": world.server.fetch_today()[:-1],
        "page": b"<!doctype html><title>Log in</title>",
        "endless": b"\0" * (MAX_TODAY + 1),
    }
    _answer(site, "/api/today", answers[trick])
    _expect_nothing_sent(reporter, site, "away-fault")


def test_a_server_that_sends_elsewhere_is_not_followed(
    reporter: Reporter, site: WorldSite, context: BrowserContext
) -> None:
    """Nothing of the reporter goes to a place that the page was not made for."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    _answer(site, "/api/tickets", b"", status=307, headers={"Location": "https://else.test/"})
    reporter.begin()
    reporter.write()
    reporter.send()
    reporter.expect_told("unreachable")
    assert f"{ORIGIN}/api/tickets" in asked
    assert [url for url in asked if not url.startswith(f"{ORIGIN}/")] == []


def test_a_ticket_that_is_none_is_not_used(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """It would go into a header as it is."""
    _answer(site, "/api/tickets", b'{"ticket": "x\\r\\nCookie: seen"}', status=201)
    reporter.begin()
    reporter.write()
    reporter.send()
    reporter.expect_told("nonsense")
    assert world.server.submissions == {}


@pytest.mark.parametrize("said", [b'{"stored": false}', b"<p>Thank you</p>"])
def test_nothing_but_the_word_that_it_is_stored_counts_as_stored(
    reporter: Reporter, site: WorldSite, said: bytes
) -> None:
    """The page says that it is not certain, and shows the codename."""
    _answer(site, "/api/submissions", said, status=201)
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.page.locator("[data-doubt-codename]")).to_be_visible()


def test_a_withheld_answer_is_noticed(reporter: Reporter, world: World, answered: str) -> None:
    """The heads name a batch that the drop does not hold."""

    def without_batches(entries: list[Entry]) -> list[Entry]:
        return [entry for entry in entries if not entry.head.has_batch]

    world.server.twist_entries = without_batches
    _expect_nothing_shown(reporter, answered, "incomplete")


def test_a_changed_answer_is_not_genuine(reporter: Reporter, world: World, answered: str) -> None:
    """One bit in one drop slot."""

    def changed(entries: list[Entry]) -> list[Entry]:
        return [
            replace(entry, batch=entry.batch[:-1] + bytes([entry.batch[-1] ^ 1]))
            if entry.head.has_batch
            else entry
            for entry in entries
        ]

    world.server.twist_entries = changed
    _expect_nothing_shown(reporter, answered, "not-genuine")


def test_with_a_withheld_head_its_confidant_is_counted_as_silent(
    reporter: Reporter, world: World, answered: str
) -> None:
    """With the head goes the answer; the page says of how many the word is missing."""
    _twist(world, heads=_heads_but_first(world))
    world.server.twist_entries = lambda entries: [e for e in entries if e.head.slot != 0]
    reporter.come_back(answered)
    assert reporter.answers() == []
    reporter.expect_told("silent", "[data-silent]")
    assert "(1)" in reporter.page.locator("[data-silent]").inner_text()


@pytest.mark.parametrize("trick", ["garbage", "truncated", "page"])
def test_what_is_no_drop_is_told_as_a_fault_of_the_server(
    reporter: Reporter, site: WorldSite, world: World, answered: str, trick: str
) -> None:
    """Never as: there is no answer."""
    answers = {
        "garbage": b"\xa5" * 5_000,
        "truncated": world.server.fetch_drop()[:-1],
        "page": b"<!doctype html><title>Log in</title>",
    }
    _answer(site, "/api/drop", answers[trick])
    _expect_nothing_shown(reporter, answered, "away-fault")


def _heads_but_first(world: World) -> tuple[bytes, ...]:
    return parse_today(world.server.fetch_today()).heads[1:]


def _answer(
    site: WorldSite,
    path: str,
    body: bytes,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> None:
    """Answer every request to a path with these bytes."""

    def fault(route: Route) -> bool:
        route.fulfill(status=status, body=body, headers=headers or {})
        return True

    site.faults.append((path, fault))
