"""What was fixed when this copy of the client was made (docs/protocol.md section 7.1)."""

BUILD_DAY = 20_778
"""2026-11-21, in UTC days since 1970-01-01: a clock that shows an earlier day is behind."""

VERSION = "0.1.0"
"""As in pyproject.toml; a site says it in its manifest."""
