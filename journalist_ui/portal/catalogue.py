"""Bring `locale/en.po` of the portal's pages up to date: `python -m journalist_ui.portal.catalogue`."""

import sys

from journalist_ui.portal.texts import TEXTS
from submitter_ui.speaking.catalogue import update_catalogue

if __name__ == "__main__":
    sys.exit(1 if update_catalogue(TEXTS) else 0)
