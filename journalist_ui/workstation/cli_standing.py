"""The commands that say whose a case is and how it stands: assign, status."""

import click

from journalist_ui.workstation.cli_support import Unlock, open_workstation, vault_options
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.standing import STATES

NOBODY, ME = "nobody", "me"
_SENT = "the others get it with the next export or exchange, which needs no batch"


@click.command()
@vault_options
@click.option("--to", required=True, metavar="SLOT", help="A member's slot, or: me, nobody.")
@click.argument("case")
def assign(unlock: Unlock, to: str, case: str) -> None:
    """Say which member sees to a case."""
    with open_workstation(unlock) as (station, today):
        slot = _slot(to, own=station.state(day=today).get("slot"))
        station.assign(case, slot=slot, day=today)
    whose = "nobody sees to it" if slot is None else f"slot {slot} sees to it"
    click.echo(f"{whose}; {_SENT}")


@click.command()
@vault_options
@click.option(
    "--is", "how", required=True, type=click.Choice(STATES), help="Any state may follow any."
)
@click.argument("case")
def status(unlock: Unlock, how: str, case: str) -> None:
    """Say how a case stands, or open a closed one again."""
    with open_workstation(unlock) as (station, today):
        station.state_case(case, how=how, day=today)
    click.echo(f"{how}; {_SENT}")


def _slot(to: str, *, own: int | None) -> int | None:
    if to == NOBODY:
        return None
    if to == ME:
        return own
    if not (to.isascii() and to.isdigit()):
        raise Refused("a case goes to the number of a slot, to me, or to nobody; give one of these")
    return int(to)


STANDING_COMMANDS = (assign, status)
