/** The one place where this folder draws random bytes (typage draws its own). */

/** Return `size` bytes from the browser's generator. */
export function randomBytes(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}
