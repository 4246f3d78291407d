"""How much may go along with one message: what the pages and `sluis-report` say before anything is sealed.

The server has a limit of its own for each file (`max_attachment`, the same by default);
how many there may be is the protocol's (docs/protocol.md section 8.1).
"""

MAX_FILE_MB = 100
"""Of one file; a megabyte is 1,000,000 bytes, as people and phones count."""
MAX_FILES_MB = 500
"""Of all files together: what a phone seals and sends in one visit."""
MB = 1_000_000
