/** The one thing of Exif that goes along: which way up a picture is. */

import { bigEndian, bytesOf, littleEndian } from "./source.ts";

const ORIENTATION = 0x0112;
const ENTRY = 12;

/** Return the orientation (1 to 8) in a TIFF block; 1, which is upright, where it says none that can be read. */
export function orientationIn(tiff: Uint8Array): number {
  const number = tiff[0] === 0x49 ? littleEndian : bigEndian;
  const read = (at: number, width: number): number => number(tiff.subarray(at, at + width));
  const directory = read(4, 4);
  for (let entry = 0; entry < read(directory, 2); entry++) {
    const at = directory + 2 + entry * ENTRY;
    if (at + ENTRY > tiff.length) break;
    if (read(at, 2) === ORIENTATION) {
      const value = read(at + 8, 2);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

/** Return a TIFF block (26 bytes) that says the orientation and nothing else. */
export function onlyOrientation(orientation: number): Uint8Array<ArrayBuffer> {
  const entry = `\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0`;
  return bytesOf(`MM\0*\0\0\0\x08\0\x01${entry}\0\0\0\0`);
}
