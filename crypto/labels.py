"""Every type, HKDF info and HMAC label of the protocol, in one place.

The table of docs/protocol.md section 12 lists the same values; a test compares
the two. A value is used for one purpose only, so that nothing made for one can
stand in for another.
"""

# Types of frames: the first argument of the PAE that is signed or MACed.
KEYRING = "sluis/v1/keyring"
REVOCATION = "sluis/v1/revocation"
ROTATION = "sluis/v1/rotation"
SITE = "sluis/v1/site"
PERIOD_KEY = "sluis/v1/period-key"
HEAD = "sluis/v1/head"
REPORT = "sluis/v1/report"
FOLLOWUP = "sluis/v1/followup"
CONSENT = "sluis/v1/consent"
REPLY = "sluis/v1/reply"
FEEDBACK = "sluis/v1/feedback"
HANDOVER = "sluis/v1/handover"
HANDOVER_PART = "sluis/v1/handover-part"
EVENT = "sluis/v1/event"
EVENT_PART = "sluis/v1/event-part"
SNAPSHOT = "sluis/v1/snapshot"
OUTBOUND = "sluis/v1/outbound"

# HKDF-SHA256 infos, with an empty salt, from the 32-byte codename seed.
REPLY_IDENTITY_INFO = b"sluis/v1/reply-identity"
THREAD_KEY_INFO = b"sluis/v1/thread-key"

# HMAC-SHA256 labels under the thread key.
THREAD_LABEL = b"sluis/v1/thread"
TAG_KEY_LABEL = b"sluis/v1/tag-key"
PSEUDONYM_LABEL = b"sluis/v1/pseudonym"

# HMAC-SHA256 label under the tag key.
BUCKET_LABEL = b"sluis/v1/bucket"

# The string whose SHA-256 starts with the public decoy file key.
DECOY_LABEL = b"sluis/v1/decoy"
