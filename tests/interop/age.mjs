// The other implementation of age, on command: one JSON object a line comes in, one goes out.
// Bytes travel as base64. What typage refuses is answered {"refused": its message};
// any other error is a defect of this script and ends it.

import { createInterface } from "node:readline";
import { Decrypter, Encrypter, armor, identityToRecipient } from "age-encryption";
import * as cctv from "cctv-age";

const encode = (bytes) => Buffer.from(bytes).toString("base64");
const decode = (text) => new Uint8Array(Buffer.from(text, "base64"));

// Wraps another key than the file's: how a slot gets a decoy. typage exports no
// recipient class, so the recipient is the one that addRecipient builds.
function wrapping(key, recipient) {
  const scratch = new Encrypter();
  scratch.addRecipient(recipient);
  return { wrapFileKey: () => scratch.recipients[0].wrapFileKey(key) };
}

// An identity that opens nothing and keeps the stanzas that typage hands it.
class Onlooker {
  stanzas = null;

  unwrapFileKey(stanzas) {
    this.stanzas = stanzas;
    return null;
  }
}

const commands = {
  vectors: () => Object.fromEntries(Object.entries(cctv).map(([k, v]) => [k, encode(v)])),

  takeArmorOff: ({ text }) => encode(armor.decode(text)),

  recipientOf: ({ identity }) => identityToRecipient(identity),

  async readStanzas({ file }) {
    const onlooker = new Onlooker();
    const decrypter = new Decrypter();
    decrypter.addIdentity(onlooker);
    try {
      await decrypter.decrypt(decode(file));
    } catch (error) {
      if (onlooker.stanzas === null) throw error;
    }
    return onlooker.stanzas.map(({ args, body }) => ({ arguments: args, body: encode(body) }));
  },

  async seal({ plaintext, recipients }) {
    const encrypter = new Encrypter();
    for (const { recipient, key } of recipients) {
      encrypter.addRecipient(key === null ? recipient : wrapping(decode(key), recipient));
    }
    return encode(await encrypter.encrypt(decode(plaintext)));
  },

  async open({ file, identity }) {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return encode(await decrypter.decrypt(decode(file)));
  },
};

async function answer({ command, ...given }) {
  try {
    return { answer: await commands[command](given) };
  } catch (error) {
    if (error.constructor !== Error) throw error;
    return { refused: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + "\n");
}
