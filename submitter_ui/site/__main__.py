"""`python -m submitter_ui.site` builds the static site of one service."""

from pathlib import Path

import click

from submitter_ui.build import BUILD_DAY
from submitter_ui.line_forms import FORMS, WrongForm
from submitter_ui.refusals import Refusal
from submitter_ui.root import read_root
from submitter_ui.site.build import CannotWrite, Recipe, build_site, require_place, write_site
from submitter_ui.site.kept import Kept
from submitter_ui.site.scripts import CannotBundle, find_node
from submitter_ui.site.settings import WrongSettings, read_settings
from submitter_ui.speaking.texts import Untranslated


@click.command()
@click.option("--root", required=True, metavar="FILE|HEX", help="The service's key, as root.hex.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder to make.")
@click.option("--settings", "settings_file", type=click.Path(path_type=Path), help="Phone, hours.")
@click.option("--forms", type=click.Path(path_type=Path), default=FORMS, help="A folder of forms.")
@click.option("--build-day", type=click.IntRange(min=BUILD_DAY), default=BUILD_DAY)
@click.option("--kept", type=click.Path(path_type=Path), help="Where to keep what took long.")
@click.option("--node", envvar="SLUIS_NODE", help="The program node (or SLUIS_NODE).")
def main(
    root: str,
    out: Path,
    settings_file: Path | None,
    forms: Path,
    build_day: int,
    kept: Path | None,
    node: str | None,
) -> None:
    """Build the pages that reporters see, in Dutch and English, for any web server."""
    try:
        recipe = Recipe(
            root=_read_root(root),
            build_day=build_day,
            settings=read_settings(settings_file),
            node=find_node(node),
            forms=forms,
            kept=Kept(kept),
        )
        require_place(out)
        files = build_site(recipe)
        write_site(files, out)
        recipe.kept.sweep()
    except (CannotBundle, CannotWrite, Untranslated, WrongForm, WrongSettings) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{out}: {len(files)} files.")


def _read_root(given: str) -> bytes:
    """Return the root in a file, or in the argument itself."""
    try:
        file = Path(given)
        return read_root(file.read_text("utf-8") if file.is_file() else given)
    except (Refusal, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(
            "the root is wrong: name the file root.hex of the ceremony, or its 64 digits"
        ) from error


if __name__ == "__main__":
    main(prog_name="python -m submitter_ui.site")
