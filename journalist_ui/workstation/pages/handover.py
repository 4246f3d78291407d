"""Every page of a handover: each of these modules adds its own to the one group."""

from journalist_ui.workstation.pages import (
    consent_views,
    draft_views,
    hand_file_views,
    handover_views,
    leaving_views,
    second_views,
)
from journalist_ui.workstation.pages.handover_page import PAGES

__all__ = [
    "PAGES",
    "consent_views",
    "draft_views",
    "hand_file_views",
    "handover_views",
    "leaving_views",
    "second_views",
]
