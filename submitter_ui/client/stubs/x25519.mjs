/** Stands for typage's own X25519, which only recipients of that type alone would call. */

export function scalarMult() {
  throw new TypeError("this service uses X25519 only in a hybrid");
}
export const scalarMultBase = scalarMult;
