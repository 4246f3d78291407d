/** A QR code of the eight words and nothing else, drawn as one path; loaded only when somebody asks for it. */

/*! lean-qr: MIT, https://github.com/davidje13/lean-qr */
import { correction, generate } from "lean-qr";

/** Light modules around the code, without which cameras do not find it. */
const QUIET = 4;

/** A drawing: the `viewBox` of an SVG, and the `d` of the one path in it. */
export interface Drawing {
  readonly box: string;
  readonly path: string;
}

/** Return the drawing; capitals take a third less room, and a codename may be typed in either. */
export function drawQr(words: readonly string[]): Drawing {
  const code = generate(words.join(" ").toUpperCase(), { minCorrectionLevel: correction.M });
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      path += code.get(x, y) ? `M${x} ${y}h1v1h-1z` : "";
    }
  }
  const side = code.size + 2 * QUIET;
  return { box: `${-QUIET} ${-QUIET} ${side} ${side}`, path };
}
