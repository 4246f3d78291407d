"""The offline page from a disk, in a browser without a line: what is asked for is written down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from browser.reporter import Reporter
from browser.world_site import PLACEHOLDER
from playwright.sync_api import BrowserContext, Page, Request, expect
from world import World

from deploy.node import ready_node
from deploy.setting_up import KEPT
from submitter_ui.build import BUILD_DAY
from submitter_ui.form_checks import read_forms
from submitter_ui.site.kept import Kept
from submitter_ui.site.offline import render_offline
from submitter_ui.site.pages import OFFLINE
from submitter_ui.site.scripts import Bundler, Offline
from submitter_ui.site.settings import SiteSettings
from submitter_ui.site.style import bundle_style

UPLOAD_ID_SIZE, LENGTH_SIZE = 16, 8


@dataclass(frozen=True, slots=True)
class OfflineParts:
    """What the offline page is made of, with a placeholder for the root."""

    offline: Offline
    style: str

    @classmethod
    def made(cls) -> Self:
        """Return what the sources of today make."""
        node, kept = str(ready_node()), Kept(KEPT)
        offline = Bundler(node, PLACEHOLDER, BUILD_DAY, kept).offline()
        return cls(offline, bundle_style(node, kept).decode())

    def page(self, world: World, *, before: str = "") -> bytes:
        """Return the page of a world's service; `before` runs before its script, also in its worker."""
        script = self.offline.script.replace(PLACEHOLDER.hex(), world.root.hex())
        made = Offline(before + script, self.offline.licences)
        return render_offline(
            world.root, SiteSettings(), style=self.style, offline=made, forms=read_forms()
        )


@dataclass
class AtHome:
    """Somebody with the page and the downloaded files on a disk."""

    context: BrowserContext
    world: World
    parts: OfflineParts
    folder: Path
    asked: list[str] = field(default_factory=list)

    def open(self, *, before: str = "") -> Reporter:
        """Open the page in a new tab."""
        file = self.folder / OFFLINE
        file.write_bytes(self.parts.page(self.world, before=before))
        page = self.context.new_page()
        page.on("request", self._note)
        page.goto(file.as_uri())
        return Reporter(page)

    def download(self) -> tuple[Path, Path]:
        """Have today.bin and drop.bin as they are now."""
        server = self.world.server
        return self.keep("today.bin", server.fetch_today()), self.keep(
            "drop.bin", server.fetch_drop()
        )

    def keep(self, name: str, content: bytes) -> Path:
        """Have a file on the disk."""
        file = self.folder / name
        file.write_bytes(content)
        return file

    def begin(self, part: str, today: Path | None, drop: Sequence[Path] = ()) -> Reporter:
        """Choose the files, and what to do."""
        return choose(self.open(), part, today, drop)

    def save_all(self, page: Page) -> list[bytes]:
        """Save every sealed file, and return what each holds."""
        contents = []
        for link in page.locator("[data-sealed] a").all():
            with page.expect_download() as coming:
                link.click()
            saved = self.folder / coming.value.suggested_filename
            coming.value.save_as(saved)
            contents.append(saved.read_bytes())
        return contents

    def send(self, sealed: Sequence[bytes]) -> None:
        """Bring sealed files to the world's server, as its form would: attachments first, the message last."""
        *attachments, message = sealed
        server = self.world.server
        for raw in attachments:
            stored = bytearray(raw[UPLOAD_ID_SIZE + LENGTH_SIZE :])
            server.uploads[raw[:UPLOAD_ID_SIZE]] = (len(stored), stored)
        server.submit(server.take_ticket(), message)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url.split(":")[0])


def choose(
    reporter: Reporter, part: str, today: Path | None, drop: Sequence[Path] = ()
) -> Reporter:
    """Choose files on the open page, and what to do."""
    page = reporter.page
    if today is not None:
        page.locator("#today").set_input_files(today)
    page.locator("#drop").set_input_files(list(drop))
    page.locator(f'[data-part="{part}"]').click()
    return reporter


def write_sealed(reporter: Reporter, text: str, files: Sequence[Path] = ()) -> str:
    """Write a report on the open page, seal it and return its codename."""
    reporter.choose("integriteit")
    reporter.write(text, files)
    seal(reporter)
    return reporter.keep_codename()


def seal(reporter: Reporter) -> None:
    """Press the button that makes the sealed file."""
    button = reporter.step("review").get_by_role("button", name="Maak het verzegelde bestand")
    expect(button).to_be_visible()
    button.click()
