"""What all applications of a test process read and compile once: their catalogues of texts, and their templates.

A real one reads them once as well, when it starts; tests start hundreds.
"""

from functools import cache

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from journalist_ui.portal import pages, rendering
from submitter_ui.speaking.texts import Texts


class _Remembered(BytecodeCache):
    """Templates as they were compiled; one whose source has changed is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Let applications share what they read, as long as the patch lasts."""
    patch.setattr(Texts, "load", cache(Texts.load))
    patch.setattr(Flask, "jinja_options", {"bytecode_cache": _Remembered()})
    patch.setattr(pages, "Pages", cache(rendering.Pages))
