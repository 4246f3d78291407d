/** Reads a QR code with another library than the one that drew it: {side, path} in, its text out. */

import { readFileSync } from "node:fs";
import decodeQR from "qr/decode.js";

const SCALE = 6;
const QUIET = 4;

const { side, path } = JSON.parse(readFileSync(0, "utf8"));
const width = side * SCALE;
const data = new Uint8ClampedArray(4 * width * width).fill(255);
for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
  for (let at = 0; at < SCALE * SCALE; at++) {
    const row = (Number(y) + QUIET) * SCALE + Math.floor(at / SCALE);
    const column = (Number(x) + QUIET) * SCALE + (at % SCALE);
    data.fill(0, 4 * (row * width + column), 4 * (row * width + column) + 3);
  }
}
process.stdout.write(decodeQR({ width, height: width, data }));
