"""The service as people live it, in memory: a report, its answers, its handover, and what became of it."""

from pathlib import Path

from world import Desk, World
from world_changes import add_reader

ORIGINAL = "Mijn chef Pietersen heeft het geld zelf gehouden; alleen ik kon dat zien."
REDACTED = "Een leidinggevende zou geld hebben gehouden."


def test_a_report_is_answered_and_handed_over(
    world: World, anna: Desk, bram: Desk, tmp_path: Path
) -> None:
    """The whole way, with an attachment, a follow-up, two signatures, and a dump for eyes."""
    file = tmp_path / "bewijs.txt"
    file.write_text("het bewijs")
    reporter = world.reporter()
    reporter.send(ORIGINAL, attach=[file])
    assert (anna.fetch().reports, bram.fetch().reports) == (1, 1)
    (case,) = anna.cases()
    anna.reply(case, "Dank u wel.")
    anna.hand_over(case, REDACTED, with_help_of=bram)
    anna.bring()
    assert reporter.answers() == ["Dank u wel."]
    reporter.follow_up("Er is nog iets.")
    assert bram.fetch().followups == 1
    reader = world.recipients["rijksrecherche"]
    assert reader.fetch().handovers == 1
    shown = reader.workstation.show(reader.cases()[0], day=world.day)
    assert REDACTED in str(shown)
    assert "Pietersen" not in str(shown)
    assert world.recipients["gemeente"].fetch().handovers == 0
    world.dump(tmp_path / "dump")
    assert len(list((tmp_path / "dump").iterdir())) >= 6


def test_a_handover_with_files_reaches_both_readers_of_its_recipient_and_nobody_else(
    world: World, anna: Desk, bram: Desk, tmp_path: Path
) -> None:
    """Made anew, seen by two, sealed among decoys; then the case is destroyed and the files are there."""
    second = add_reader(world, "rijksrecherche")
    original, anew = tmp_path / "bewijs.jpg", tmp_path / "afdruk.jpg"
    original.write_bytes(b"ORIGINAL " * 20_000)
    anew.write_bytes(b"made anew " * 20_000)
    world.reporter().send(ORIGINAL, attach=[original])
    anna.fetch()
    bram.fetch()
    (case,) = anna.cases()
    anna.hand_over(case, REDACTED, with_help_of=bram, files=[anew])
    anna.bring()
    anna.workstation.destroy(case, day=world.day)
    for number, reader in enumerate((world.recipients["rijksrecherche"], second)):
        assert (reader.fetch().handovers, reader.cases() != []) == (1, True)
        folder = tmp_path / str(number)
        folder.mkdir()
        day, handed = world.day, reader.cases()[0]
        (saved,) = reader.workstation.save_files(handed, folder=folder, day=day)
        assert (saved.name, saved.read_bytes()) == ("01-afdruk.jpg", anew.read_bytes())
    other = world.recipients["gemeente"].fetch()
    assert (other.attachments, other.attachments_not_for_me, other.unusable) == (0, 1, 0)
    assert bram.fetch().attachments_damaged == 0
    assert b"made anew" not in world.server.everything()


def test_the_server_never_holds_a_word_of_what_was_said(
    world: World, anna: Desk, bram: Desk, tmp_path: Path
) -> None:
    """Sentinels in text, file name, file and answer are nowhere in what a seizure would find."""
    file = tmp_path / "SENTINEL-NAME.txt"
    file.write_text("SENTINEL-FILE")
    reporter = world.reporter()
    reporter.send("SENTINEL-TEXT", attach=[file])
    anna.fetch()
    bram.fetch()
    anna.reply(anna.cases()[0], "SENTINEL-ANSWER")
    anna.hand_over(anna.cases()[0], "SENTINEL-HANDOVER", with_help_of=bram)
    anna.bring()
    assert "SENTINEL-ANSWER" in reporter.answers()
    seized = world.server.everything() + world.server.fetch_drop() + world.server.fetch_today()
    assert b"SENTINEL" not in seized
    assert b"integriteit" not in b"".join(h.body for h in world.server.submissions.values())


def test_who_was_left_out_and_who_does_not_serve_the_line_see_that_it_is_not_for_them(
    world: World, anna: Desk, bram: Desk, chris: Desk
) -> None:
    """The second of the three outcomes."""
    world.reporter().send("over Bram", excluded=[1])
    world.reporter().send("afpersing", line="afpersing")
    assert (anna.fetch().reports, anna.cases() != []) == (2, True)
    assert (bram.fetch().reports, len(bram.cases())) == (1, 1)
    report = chris.fetch()
    assert (report.reports, report.not_for_me, report.damaged) == (1, 1, 0)


def test_an_unknown_codename_and_no_answer_look_the_same(world: World, anna: Desk) -> None:
    """Nobody can find out whether a codename exists."""
    reporter, stranger = world.reporter(), world.reporter()
    reporter.send("iets")
    anna.fetch()
    found, nothing = reporter.check(), stranger.check()
    assert (found.answers, found.damaged) == (nothing.answers, nothing.damaged) == ([], 0)


def test_no_reply_reaches_another_reporter(world: World, anna: Desk) -> None:
    """Two threads in one batch stay two."""
    one, two = world.reporter(), world.reporter()
    one.send("een")
    two.send("twee")
    anna.fetch()
    for case in anna.cases():
        text = str(anna.workstation.show(case, day=world.day))
        anna.reply(case, "antwoord op een" if "'een'" in text else "antwoord op twee")
    anna.bring()
    assert one.answers() == ["antwoord op een"]
    assert two.answers() == ["antwoord op twee"]


def test_an_approval_on_another_vault_reaches_the_drafter_through_bundles(
    world: World, anna: Desk, bram: Desk
) -> None:
    """Two confidants who never meet: events travel in the packs."""
    world.reporter().send(ORIGINAL)
    anna.fetch()
    bram.fetch()
    (case,) = anna.cases()
    shown = anna.workstation.draft(
        case, recipient="gemeente", subject="Melding", text=REDACTED, day=world.day
    )
    anna.bring()
    world.pass_days()
    bram.fetch()
    bram.workstation.approve(case, shown=shown, day=world.day)
    bram.bring()
    world.pass_days()
    anna.fetch()
    anna.workstation.hand_over(case, day=world.day)
    anna.bring()
    assert world.recipients["gemeente"].fetch().handovers == 1


def test_answers_are_found_before_and_after_the_drop_goes_in_buckets(
    world: World, anna: Desk
) -> None:
    """A new keyring names the bits; what was published before lives on beside what comes after."""
    before, after = world.reporter(), world.reporter()
    before.send("voor de verandering")
    after.send("erna beantwoord")
    anna.fetch()
    first, second = anna.cases()
    texts = {c: str(anna.workstation.show(c, day=world.day)) for c in (first, second)}
    early = first if "voor de" in texts[first] else second
    late = second if early == first else first
    anna.reply(early, "vroeg antwoord")
    anna.bring()
    world.pass_days()
    world.install(
        world.hold_ceremony(serial=2, service=world.server.keyring.service_id, bucket_bits=3)
    )
    anna.fetch()
    anna.reply(late, "laat antwoord")
    anna.bring()
    assert before.answers() == ["vroeg antwoord"]
    assert after.answers() == ["laat antwoord"]
    lists = len(world.server.fetch_lists())
    assert lists + len(world.server.fetch_bucket(bits=3, number=0)) < len(world.server.fetch_drop())


def test_answers_of_one_day_are_found_in_the_order_in_which_they_were_written(
    world: World, anna: Desk
) -> None:
    """A batch is shuffled; its tags are not."""
    reporter = world.reporter()
    reporter.send("x")
    anna.fetch()
    for text in ("een", "twee", "drie", "vier"):
        anna.reply(anna.cases()[0], text)
    anna.bring()
    assert reporter.answers() == ["een", "twee", "drie", "vier"]
