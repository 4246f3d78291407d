"""The texts of the workstation's pages."""

from pathlib import Path

from submitter_ui.speaking.texts import Texts

FOLDER = Path(__file__).parent
TEXTS = Texts(FOLDER)
