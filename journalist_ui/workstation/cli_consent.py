"""The command that shows a draft to the reporter, before it is handed over."""

import click

from journalist_ui.workstation.cli_print import print_draft, print_queued
from journalist_ui.workstation.cli_support import Unlock, confirm, open_workstation, vault_options
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.proposing import ANSWER_DAYS


@click.command("show-draft")
@vault_options
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--days",
    type=click.Choice([str(days) for days in sorted(ANSWER_DAYS)]),
    default=str(ANSWER_DAYS[0]),
    show_default=True,
    help="So long the reporter has to answer.",
)
@click.argument("case")
def show_draft(unlock: Unlock, yes: bool, days: str, case: str) -> None:
    """Show the newest draft to the reporter, who judges whether it can be traced."""
    with open_workstation(unlock) as (station, today):
        draft = station.show(case, day=today).get("draft")
        if not draft:
            raise Refused("nobody has drafted a handover of this case; run draft first")
        print_draft(draft)
        confirm("Show this to the reporter?", yes=yes)
        shown = bytes.fromhex(draft["hash"])
        queued = station.show_draft(case, shown=shown, days=int(days), day=today)
    print_queued(queued, today=today, whom="the reporter")
