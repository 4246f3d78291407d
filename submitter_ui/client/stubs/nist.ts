/**
 * Stands for P-256 and P-384, of recipient types that this service never uses: 8 kB less to fetch.
 *
 * The library lays out its tables of sizes when it is loaded, and needs numbers for that.
 */

function refuse(): never {
  throw new TypeError("this service uses no curve of NIST");
}

const curve = {
  lengths: { seed: 1, secretKey: 1, publicKey: 1, publicKeyUncompressed: 1, publicKeyHasPrefix: true },
  Point: { Fn: { create: refuse }, fromBytes: refuse },
  keygen: refuse,
  getPublicKey: refuse,
  getSharedSecret: refuse,
};

export const p256 = curve;
export const p384 = curve;
