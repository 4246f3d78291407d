/** Stands for the scrypt of files under a passphrase, which this service never makes or opens. */

/** Throw: nothing of ours comes here. */
export function scrypt(): never {
  throw new TypeError("this service seals nothing under a passphrase");
}
