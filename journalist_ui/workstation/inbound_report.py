"""What an import did, counted: the sentence on the screen and the object of `--json`."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class ImportReport:
    """The outcome of one import; whatever could not be used is counted here and kept in the vault."""

    maker: str
    since: int
    through: int
    files: dict[str, int]
    reports: int = 0
    followups: int = 0
    consents: int = 0
    answers: int = 0
    not_for_me: int = 0
    damaged: int = 0
    seen_before: int = 0
    replays: int = 0
    attachments: int = 0
    attachments_not_for_me: int = 0
    attachments_damaged: int = 0
    attachments_awaited: int = 0
    events: int = 0
    closed_event_parts: int = 0
    damaged_event_parts: int = 0
    handovers: int = 0
    handovers_refused: int = 0
    new_keys: list[int] = field(default_factory=list)
    destroyed_keys: list[int] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def give_reason(self, reason: str, count: int = 1) -> None:
        """Note why so many items more could not be used."""
        self.reasons[reason] = self.reasons.get(reason, 0) + count

    @property
    def opened(self) -> int:
        """How many messages of reporters were opened."""
        return self.reports + self.followups + self.consents

    @property
    def unusable(self) -> int:
        """How many items came that could not be used: damaged, or handovers that do not verify."""
        return (
            self.damaged
            + self.attachments_damaged
            + self.damaged_event_parts
            + self.handovers_refused
        )
