"""Bring `locale/en.po` of the reporters' pages up to date: `python -m submitter_ui.site.catalogue`."""

import sys

from submitter_ui.site.texts import TEXTS
from submitter_ui.speaking.catalogue import update_catalogue

if __name__ == "__main__":
    sys.exit(1 if update_catalogue(TEXTS) else 0)
