/**
 * Stands for typage's own table of recipient types: of them all, this service uses one.
 *
 * What is left is typage's; the others are classes that nothing of ours can reach, and
 * whose code (P-256, scrypt, passkeys) need not be fetched. The bundler puts this file
 * in the place of `recipients.js` where typage imports it.
 */

export {
  generateHybridIdentity,
  HybridIdentity,
  HybridRecipient,
  identityToRecipient,
} from "age-encryption:recipients";

class NotOfThisService {
  constructor() {
    throw new TypeError("this service uses one type of recipient");
  }
}

export {
  NotOfThisService as HybridTagRecipient,
  NotOfThisService as ScryptIdentity,
  NotOfThisService as ScryptRecipient,
  NotOfThisService as TagRecipient,
  NotOfThisService as X25519Identity,
  NotOfThisService as X25519Recipient,
};
export const generateIdentity = NotOfThisService;
export const generateX25519Identity = NotOfThisService;
