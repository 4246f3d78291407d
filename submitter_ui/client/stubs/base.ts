/**
 * Stands for @scure/base in a bundle: base64 is the browser's own, and bech32 is read by nobody.
 *
 * typage takes and gives keys as text only. Between it and us any text serves that begins
 * as typage expects, so behind the beginning the bytes stand in hexadecimal, unchecked:
 * they never leave this device, and none comes from elsewhere in this form.
 */

import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

interface Decoded {
  readonly prefix: string;
  readonly words: Uint8Array;
  readonly bytes: Uint8Array;
}

const BETWEEN = "1:";

export const base64 = coder((text) => text);
export const base64nopad = coder((text) => text.replace(/=+$/, ""));

export const bech32 = {
  toWords: same,
  fromWords: same,
  encode,
  encodeFromBytes: encode,
  decode,
  decodeUnsafe: decode,
  decodeToBytes: decode,
};

/** The browser reads more than it writes: what it would write otherwise is refused. */
function coder(finish: (text: string) => string) {
  const encode = (raw: Uint8Array): string =>
    finish(btoa(raw.reduce((text, byte) => text + String.fromCharCode(byte), "")));
  return {
    encode,
    decode(text: string): Uint8Array {
      const raw = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      if (encode(raw) !== text) throw new TypeError();
      return raw;
    },
  };
}

function same(bytes: Uint8Array): Uint8Array {
  return bytes;
}

function encode(prefix: string, bytes: Uint8Array): string {
  return `${prefix}${BETWEEN}${bytesToHex(bytes)}`;
}

function decode(text: string): Decoded {
  const [prefix = "", digits = ""] = text.split(BETWEEN);
  const bytes = hexToBytes(digits);
  return { prefix, words: bytes, bytes };
}
