"""Bring `locale/en.po` of the workstation's pages up to date: `python -m journalist_ui.workstation.pages.catalogue`."""

import sys

from journalist_ui.workstation.pages.texts import TEXTS
from submitter_ui.speaking.catalogue import update_catalogue

if __name__ == "__main__":
    sys.exit(1 if update_catalogue(TEXTS) else 0)
