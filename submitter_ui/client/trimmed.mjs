/**
 * What is taken out of the libraries on their way into a bundle (docs/decisions/0011-what-the-bundle-leaves-out.md).
 *
 * A bundler cannot see that a method is never called, nor that a call has no effect.
 * Each cut says what it cuts and has to find it, or the build ends: a new release of
 * a library is looked at anew. All vectors run over what is left.
 */

/** The words of a library's errors: nobody reads them here, and everybody would fetch them. */
const SPOKEN_FAULT =
  /\b(throw (?:new )?(?:Error|RangeError|TypeError))\((?:[^()'"`]|'[^'\n]*'|"[^"\n]*"|`[^`]*`|\([^()]*\))*\)/g;

/** Functions that nothing of ours reaches; called all the same, they throw. */
const NEVER_CALLED = {
  // The square root is taken by the curve's own formula, and the fields are the library's own.
  "@noble/curves/abstract/modular.js": ["FpSqrt", "validateField"],
  // What signs: a reporter verifies signatures and makes none.
  "@noble/curves/abstract/curve.js": ["wNAF", "cached", "hasCache"],
  "@noble/curves/abstract/edwards.js": [
    ...["eddsa", "multiply", "isTorsionFree", "clearCofactor", "assertValidity"],
    ...["fromHex", "toBytes", "toHex", "toString"],
  ],
};

/** Other cuts: what stands there, and what stands there instead. */
const REPLACED = {
  // Of Ed25519 the points alone: `crypto/signing.ts` has an equation of its own.
  "@noble/curves/ed25519.js": [
    [/(?<=^export const ed25519 = )\/\* @__PURE__ \*\/ ed\(\{\}\);/m, "{ Point: ed25519_Point };"],
  ],
  // The constants of SHA-256 are the upper halves of SHA-512's (FIPS 180-4 section 4.2), which Ed25519 needs anyway.
  "@noble/hashes/sha2.js": [[/\bSHA256_K\[i\]/, "SHA512_Kh[i]"]],
  // Hybrids that this service does not use are made when the file is loaded, which a bundler must not leave out.
  "@noble/post-quantum/hybrid.js": [
    [/(?<=[=,] )(?=(?:QSF|createKitchenSink|ecdhKem)\()/g, "/* @__PURE__ */ "],
  ],
  // X25519 alone is none of this service's recipients.
  "age-encryption/dist/recipients.js": [
    [/(?<=^import \* as x25519 from )"\.\/x25519\.js"/m, '"age-encryption:x25519"'],
  ],
};

/** Return the text of a library's file, given by its path below `node_modules`, without what is never called. */
export function trimLibrary(path, text) {
  let trimmed = text.replace(SPOKEN_FAULT, "$1()");
  for (const name of NEVER_CALLED[path] ?? []) {
    trimmed = cut(path, trimmed, functionNamed(name), "$1$2{ throw new TypeError(); }");
  }
  for (const [found, instead] of REPLACED[path] ?? []) {
    trimmed = cut(path, trimmed, found, instead);
  }
  return trimmed;
}

/** A function or a method, from the start of its line to the line that closes it, as far in as it began. */
function functionNamed(name) {
  return new RegExp(`^( *)((?:export |static |function )*${name}\\(.*\\) )\\{\\n[^]*?\\n\\1\\}`, "m");
}

function cut(path, text, found, instead) {
  if (text.search(found) < 0) {
    throw new Error(`${path} is another than the one from which ${found} was cut`);
  }
  return text.replace(found, instead);
}
