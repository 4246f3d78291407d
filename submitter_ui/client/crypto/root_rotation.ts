/**
 * New root holders, vouched for by enough of the old and enough of the new (docs/protocol.md section 5.5).
 *
 * A client has one root compiled in. It follows a chain of rotations from there to the
 * root that signs today, each link signed by both sides, so that an old client goes on
 * working and nobody else can move it.
 */

import { equalBytes } from "./bytes.ts";
import { encode } from "./canonical.ts";
import { OtherService, RolledBack, UnknownSigner } from "./errors.ts";
import { parseFrame } from "./frame.ts";
import { MAX_KEYRING, type Roots, checkRoots, isDay, isRoots, rootOf } from "./keyring.ts";
import * as labels from "./labels.ts";
import { type Guard, hex, object, oneOf, parseSchema } from "./schema.ts";
import { verifyThreshold } from "./signing.ts";

/** A new root holder signs as 128 + their place, an old one as their place: two lists, one frame. */
const NEW = 128;

/** From which roots to which, and from which keyring serial on. */
export interface Rotation {
  readonly kind: "rotation";
  readonly new: Roots;
  readonly old: Roots;
  readonly serial: number;
  readonly service: string;
}

const isRotation: Guard<Rotation> = object({
  kind: oneOf("rotation"),
  new: isRoots,
  old: isRoots,
  serial: isDay,
  service: hex(16),
});

/** Where a chain led: the root that must have signed the keyring, its service, and since which serial. */
export interface Followed {
  readonly root: Uint8Array;
  readonly service: string | null;
  readonly serial: number;
}

/** Return the rotation in `raw` if enough of its old and enough of its new roots signed it. */
export function openRotation(raw: Uint8Array): Rotation {
  const frame = parseFrame(raw, labels.ROTATION);
  const rotation = parseSchema(frame.body, isRotation, MAX_KEYRING);
  checkRoots(rotation.old);
  checkRoots(rotation.new);
  if (equalBytes(encode(rotation.old), encode(rotation.new))) throw new UnknownSigner("same root holders");
  for (const [roots, first] of [[rotation.old, 0], [rotation.new, NEW]] as const) {
    const signatures = frame.signatures
      .filter(({ signer }) => signer >= NEW === first >= NEW)
      .map(({ signer, value }) => ({ signer: signer - first, value }));
    verifyThreshold({ ...frame, signatures }, roots.keys, roots.threshold);
  }
  return rotation;
}

/**
 * Return where a chain of rotations leads from `root`; links before it are passed over.
 *
 * Throws `OtherService` if a link does not start where the last one ended or is of
 * another service, `RolledBack` if serials do not rise.
 */
export function followRotations(chain: readonly Uint8Array[], root: Uint8Array): Followed {
  let followed: Followed = { root, service: null, serial: 0 };
  for (const raw of chain) {
    const rotation = openRotation(raw);
    if (!equalBytes(rootOf(rotation.old), followed.root)) {
      if (followed.service === null) continue;
      throw new OtherService("rotation from elsewhere");
    }
    if (followed.service !== null && followed.service !== rotation.service) {
      throw new OtherService("rotation of another service");
    }
    if (rotation.serial <= followed.serial) throw new RolledBack("order of rotations");
    followed = { root: rootOf(rotation.new), service: rotation.service, serial: rotation.serial };
  }
  return followed;
}
