/** Makes a style sheet small: `node shrink_style.mjs < sheet.css`. What is wrong in it ends the build. */

import { readFileSync } from "node:fs";
import { transform } from "esbuild";

const { code, warnings } = await transform(readFileSync(0, "utf8"), {
  charset: "utf8",
  loader: "css",
  logLevel: "silent",
  minify: true,
});
if (warnings.length > 0) {
  throw new Error(warnings.map(({ text, location }) => `${text}: ${location?.lineText}`).join("\n"));
}
process.stdout.write(code);
