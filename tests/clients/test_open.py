"""`sluis-report open`: a downloaded drop is searched as a fetched one is, without a network."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from msgspec.structs import replace

from crypto.buckets import bucket_value, label_of
from crypto.codename.codename import Codename
from crypto.drop_buckets import encode_bucket, encode_lists
from crypto.period import period_of
from crypto.thread import tag_key
from tests.clients.conftest import Reporter
from tests.clients.replying import answer_report, make_reply, sealed, secrets_of
from tests.tiny_service import DAY

Refused = Callable[[Result], str]
BITS = 3


def open_drop(reporter: Reporter, codename: str, *more: str) -> Result:
    """Look for answers in what the server publishes now, downloaded."""
    today, drop = reporter.download()
    return search(reporter, codename, "--today", today, "--drop", drop, *more)


def search(reporter: Reporter, codename: str, *files: str) -> Result:
    """Look for answers in these files."""
    written = reporter.write("codename", codename)
    return reporter.run_offline("open", "--codename-file", written, *files)


@pytest.fixture
def answered(reporter: Reporter) -> str:
    """The codename of a report that has two answers."""
    codename, service = reporter.send_well(), reporter.server.service
    answer_report(service, codename, make_reply("Dank u wel."))
    answer_report(service, codename, make_reply("Nog één vraag."), slot=1, day=DAY + 1)
    reporter.day = DAY + 1
    reporter.server.today = service.today()
    return codename


@pytest.mark.parametrize("options", [[], ["--json"], ["--language", "en"]])
def test_answers_are_shown_exactly_as_check_shows_them(
    reporter: Reporter, answered: str, options: list[str]
) -> None:
    """The same words on both outputs, and the same status."""
    checked = reporter.check(answered, *options)
    opened = open_drop(reporter, answered, *options)
    assert opened.exit_code == checked.exit_code == 0
    assert (opened.stdout, opened.stderr) == (checked.stdout, checked.stderr)
    assert "Nog één vraag." in opened.stdout


def test_opening_asks_the_server_nothing(reporter: Reporter, answered: str) -> None:
    """Not even whether it is there."""
    reporter.server.asked.clear()
    open_drop(reporter, answered)
    assert reporter.server.asked == []


def test_no_answer_and_an_unknown_codename_look_the_same(reporter: Reporter) -> None:
    """The same words and the same status."""
    real, unknown = reporter.send_well(), " ".join(Codename.generate().words("nl"))
    first, second = open_drop(reporter, real), open_drop(reporter, unknown)
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
    assert first.exit_code == second.exit_code == 0


def test_without_the_drop_it_is_said_what_to_download(
    reporter: Reporter, refused: Refused, answered: str
) -> None:
    """Its address, and the option."""
    sentence = refused(search(reporter, answered, "--today", reporter.download()[0]))
    assert "/api/drop " in sentence
    assert "--drop" in sentence


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"Geachte heer,"])
def test_a_file_that_is_no_drop_is_named_with_its_option(
    reporter: Reporter, refused: Refused, answered: str, content: bytes
) -> None:
    """Empty, no text, an ordinary text."""
    sentence = refused(open_drop(reporter, answered, "--drop", reporter.write("iets", content)))
    assert "bestand iets" in sentence
    assert "--drop" in sentence


def test_a_today_is_no_drop(reporter: Reporter, refused: Refused, answered: str) -> None:
    """Nor the other way round; and a folder is neither."""
    today, drop = reporter.download()
    assert "/api/drop " in refused(search(reporter, answered, "--today", today, "--drop", today))
    assert "/api/today " in refused(search(reporter, answered, "--today", drop, "--drop", drop))
    folder = str(reporter.folder)
    assert "gewoon" in refused(search(reporter, answered, "--today", today, "--drop", folder))


def test_a_drop_older_than_today_does_not_pass_for_no_answer(
    reporter: Reporter, refused: Refused
) -> None:
    """What the heads name is missing: both files have to be downloaded again."""
    codename = reporter.send_well()
    old = reporter.write("old.bin", reporter.server.drop_now())
    answer_report(reporter.server.service, codename, make_reply("Dank u wel."))
    reporter.server.today = reporter.server.service.today()
    assert "passen niet bij elkaar" in refused(open_drop(reporter, codename, "--drop", old))


def test_a_drop_that_was_altered_is_refused(
    reporter: Reporter, refused: Refused, answered: str
) -> None:
    """One bit of a drop slot."""
    raw = bytearray(reporter.server.drop_now())
    raw[-1] ^= 1
    altered = reporter.write("altered.bin", bytes(raw))
    assert "veranderd" in refused(open_drop(reporter, answered, "--drop", altered))


def test_words_that_are_no_codename_are_refused(reporter: Reporter, refused: Refused) -> None:
    """As when the server is asked."""
    assert "acht woorden" in refused(open_drop(reporter, "huis boom"))


@pytest.fixture
def split(reporter: Reporter) -> tuple[str, int]:
    """A codename with an answer in a drop of eight buckets, and the number of its bucket."""
    codename, service = reporter.send_well(), reporter.server.service
    drop = replace(service.keyring.drop, bucket_bits=BITS)
    service.keyring = replace(service.keyring, drop=drop, serial=2)
    service.keyring_raw = service.sign_keyring(service.keyring)
    number = label_of(bucket_value(tag_key(secrets_of(codename).thread_key)), bits=BITS)
    slots = sealed(service, codename, make_reply("In een emmer."), slot=0)
    others = [(number + place) % 8 for place in range(1, 8)]
    service.bundle(0, drop_slots=slots, bits=BITS, labels=[number, *others])
    reporter.server.today = service.today()
    return codename, number


def buckets(reporter: Reporter, number: int) -> list[str]:
    """Return the options that name the downloaded lists and bucket."""
    entries, period = reporter.server.service.entries(), period_of(DAY)
    lists = b"".join(encode_lists(entries, period=period))
    bucket = b"".join(encode_bucket(entries, bits=BITS, number=number, period=period))
    named = reporter.write("lists.bin", lists), reporter.write("bucket.bin", bucket)
    return ["--today", reporter.download()[0], "--lists", named[0], "--bucket", named[1]]


def test_in_a_split_drop_the_right_bucket_is_searched(
    reporter: Reporter, split: tuple[str, int]
) -> None:
    """With the lists that all buckets share."""
    codename, number = split
    result = search(reporter, codename, *buckets(reporter, number), "--json")
    assert result.exit_code == 0, result.stderr
    (reply,) = json.loads(result.stdout)["replies"]
    assert reply["text"] == "In een emmer."


@pytest.mark.parametrize("given", [2, 4])
def test_in_a_split_drop_it_is_said_which_two_files_to_download(
    reporter: Reporter, refused: Refused, split: tuple[str, int], given: int
) -> None:
    """Both at once, whether one of them is there or none; and that the server then sees the bucket."""
    codename, number = split
    sentence = refused(search(reporter, codename, *buckets(reporter, number)[:given]))
    assert "/api/drop/lists" in sentence
    assert f"/api/drop/{BITS}/{number} " in sentence
    assert "de server ziet" in sentence


def test_another_bucket_is_refused(
    reporter: Reporter, refused: Refused, split: tuple[str, int]
) -> None:
    """Whole and genuine, but not where the answer would be."""
    codename, number = split
    sentence = refused(search(reporter, codename, *buckets(reporter, (number + 1) % 8)))
    assert f"/api/drop/{BITS}/{number} " in sentence
    assert "--bucket" in sentence


def test_a_whole_drop_does_not_stand_for_the_lists(
    reporter: Reporter, refused: Refused, split: tuple[str, int]
) -> None:
    """Three files that are not what they are given for."""
    codename, number = split
    options, drop = buckets(reporter, number), reporter.download()[1]
    assert "--lists" in refused(search(reporter, codename, *options, "--lists", drop))
    assert "--bucket" in refused(search(reporter, codename, *options, "--bucket", drop))
