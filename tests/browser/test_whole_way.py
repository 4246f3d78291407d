"""The whole way of a report in a real browser: sealed there, opened on a workstation, answered, read."""

from browser.reporter import STORY, Reporter
from world import World


def test_a_report_is_read_and_answered(reporter: Reporter, world: World) -> None:
    """What was typed in the page stands on the workstations of its line, and the answer comes back."""
    codename = reporter.report()
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    assert STORY in str(anna.workstation.show(case, day=world.day))
    anna.reply(case, "Dank u wel. Bent u veilig?")
    anna.bring()
    reporter.come_back(codename)
    assert reporter.answers() == ["Dank u wel. Bent u veilig?"]
