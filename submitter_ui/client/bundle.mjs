/**
 * Bundles one script of the client: `node bundle.mjs < order.json`, where the order is
 * {entry, out, define: {NAME: code}, alias: {package: address}, words: code, offline: true or not}.
 *
 * Writes OUT.js and, where a licence asks to be told, OUT.LEGAL.txt. Nothing of this
 * machine gets into a byte: no path, and the words, which are made from the Python
 * lists, come in with the order.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";
import { trimLibrary } from "./trimmed.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const TYPAGE = fileURLToPath(import.meta.resolve("age-encryption"));

/** Our own refusals go by their class, which names the outcome (docs/protocol.md section 13); misuse keeps its words. */
const OWN_REFUSAL = /\b(throw new (?!RangeError|TypeError)[\w.]+)\("[^"\n]*"\)/g;

/** So do the files that cannot be cleaned. */
const OWN_DOUBT = /\b(throw new CannotClean)\("[^"\n]*"\)/g;

/** The offline page has files where the site has a server; what stands for it has the same name there. */
const OF_THE_SERVER = /^\.\/(server_api|enclosing)\.ts$/;

const carried = {
  name: "carried",
  setup({ onResolve }) {
    onResolve({ filter: OF_THE_SERVER }, ({ path, importer }) =>
      dirname(importer) === join(HERE, "worker") ? { path: join(HERE, "offline", path) } : undefined,
    );
  },
};

/** Below `node_modules`, the files of the libraries of which something is taken out. */
const LIBRARY = /node_modules[\\/]((?:@noble|age-encryption)[\\/].*\.js)$/;

/** What stands for a file of a library, by the name under which it is asked for. */
const STUBS = { "@scure/base": "base.ts", "age-encryption:x25519": "x25519.mjs" };

/** What the client never calls is replaced, because a bundler cannot see that it is never called. */
const trimmed = ({ words, alias }) => ({
  name: "trimmed",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sluis-words$/ }, () => ({ path: "words", namespace: "made" }));
    onLoad({ filter: /^words$/, namespace: "made" }, () => ({ contents: words, loader: "js" }));
    // typage's own file of recipient types, which its package shows to nobody.
    onResolve({ filter: /^\.\/recipients\.js$/ }, ({ importer }) =>
      importer === TYPAGE ? { path: join(HERE, "stubs", "recipients.mjs") } : undefined,
    );
    onResolve({ filter: /^age-encryption:recipients$/ }, () => ({
      path: join(dirname(TYPAGE), "recipients.js"),
    }));
    onResolve({ filter: /^(@scure\/base|age-encryption:x25519)$/ }, ({ path }) => ({
      path: join(HERE, "stubs", STUBS[path]),
    }));
    onLoad({ filter: LIBRARY }, ({ path }) => ({
      contents: trimLibrary(path.match(LIBRARY)[1].replaceAll("\\", "/"), readFileSync(path, "utf8")),
    }));
    onLoad({ filter: /client[\\/]crypto[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(OWN_REFUSAL, "$1()"),
      loader: "ts",
    }));
    onLoad({ filter: /client[\\/]files[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(OWN_DOUBT, "$1()"),
      loader: "ts",
    }));
    onResolve({ filter: /./ }, ({ path }) =>
      path in alias ? { path: alias[path], external: true } : undefined,
    );
  },
});

async function bundle(order) {
  const { outputFiles } = await build({
    absWorkingDir: HERE,
    bundle: true,
    charset: "utf8",
    define: order.define,
    entryPoints: [order.entry],
    format: order.offline ? "iife" : "esm",
    legalComments: "external",
    minify: true,
    outfile: `${order.out}.js`,
    platform: "browser",
    plugins: [...(order.offline ? [carried] : []), trimmed(order)],
    target: "es2022",
    write: false,
  });
  for (const { path, text } of outputFiles) {
    if (path.endsWith(".js")) {
      writeFileSync(path, await shrink(text));
    } else if (text !== "") {
      writeFileSync(`${order.out}.LEGAL.txt`, text);
    }
  }
}

async function shrink(script) {
  const { code } = await minify(script, {
    module: true,
    ecma: 2020,
    compress: { unsafe_arrows: true, passes: 3, keep_fargs: false, sequences: false },
    format: { comments: false },
  });
  return code;
}

await bundle(JSON.parse(readFileSync(0, "utf8")));
