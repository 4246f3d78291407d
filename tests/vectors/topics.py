"""All topics, and how they are written.

The same bytes come out every time, from labels and from the stanzas kept in
`kept/stanzas.json`, which hold the only randomness: HPKE encapsulations. A
stanza that is missing there, or holds something else, is made anew.
"""

import json
from pathlib import Path

from vectors import (
    make_buckets,
    make_canonical,
    make_codenames,
    make_completeness,
    make_events,
    make_folds,
    make_frames,
    make_handovers,
    make_heads,
    make_inbound,
    make_keyrings,
    make_leaving,
    make_messages,
    make_objects,
    make_opened,
    make_outbound,
    make_publishing,
    make_recipients,
    make_replies,
    make_rotations,
    make_sealed,
    make_sites,
    make_snapshots,
    make_standings,
    make_stanzas,
    make_statements,
    make_stored,
    make_todays,
)
from vectors.kit import Kept, Topic

KEPT = "kept/stanzas.json"


def make_topics(kept: Kept) -> list[Topic]:
    """Return every topic, in the order of docs/protocol.md."""
    return [
        make_canonical.make_canonical_json(),
        make_frames.make_frames(),
        make_objects.make_headers(),
        make_sealed.make_sealed_files(kept),
        make_stanzas.make_hybrid_stanzas(kept),
        make_stanzas.make_slots(kept),
        make_opened.make_text_parts(kept),
        make_objects.make_padding(),
        make_objects.make_parts(),
        make_stored.make_stored_objects(),
        make_stored.make_submissions(),
        make_messages.make_messages(),
        make_codenames.make_codenames(),
        make_codenames.make_derivations(),
        make_handovers.make_handovers(kept),
        make_opened.make_rewraps(kept),
        make_keyrings.make_keyrings(),
        make_rotations.make_rotations(),
        make_sites.make_sites(),
        make_statements.make_period_keys(),
        make_statements.make_revocations(),
        make_recipients.make_recipients(),
        make_heads.make_heads(),
        make_publishing.make_batches(),
        make_publishing.make_drops(),
        make_replies.make_replies(kept),
        make_buckets.make_buckets(),
        make_todays.make_todays(),
        make_completeness.make_completeness(),
        make_inbound.make_inbound(),
        make_outbound.make_outbound(),
        make_events.make_events(kept),
        make_snapshots.make_snapshots(),
        make_folds.make_folds(),
        make_standings.make_standings(),
        make_leaving.make_leaving(),
    ]


def write_vectors(folder: Path) -> None:
    """Write every file of vectors, and the stanzas that they hold, into a folder."""
    store = folder / KEPT
    kept = Kept(json.loads(store.read_text()) if store.exists() else {})
    for topic in make_topics(kept):
        (folder / f"{topic.name}.json").write_text(topic.encode())
    store.parent.mkdir(exist_ok=True)
    store.write_text(json.dumps(dict(sorted(kept.stanzas.items())), indent=0) + "\n")
