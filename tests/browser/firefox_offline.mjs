/**
 * The offline page from a disk, in Debian's Firefox with the preferences of Tor Browser's level Safer:
 * `node firefox_offline.mjs < order.json`, where the order is {program, page, today, drop, text, codename, folder}.
 *
 * With a codename it reads the answers in the drop, else it seals the text to a file in
 * the folder. No proxy answers, so nothing could be asked. Prints one JSON object.
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { QUIET, SAFER } from "./firefox_preferences.mjs";

const STEP_MS = 120_000;
const NO_LINE = {
  "network.proxy.type": 1,
  "network.proxy.socks": "127.0.0.1",
  "network.proxy.socks_port": 9,
  "network.proxy.socks_remote_dns": true,
};

const savesTo = (folder) => ({
  "browser.download.folderList": 2,
  "browser.download.dir": folder,
  "browser.download.always_ask_before_handling_new_types": false,
});

const order = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: order.program,
  headless: true,
  extraPrefsFirefox: { ...SAFER, ...QUIET, ...NO_LINE, ...savesTo(order.folder) },
  args: ["--width=400", "--height=800"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(STEP_MS);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).protocol));
  await page.goto(pathToFileURL(order.page).href);
  const hasWasm = await page.evaluate(() => typeof WebAssembly !== "undefined");
  await choose(page, "#today", order.today);
  if (order.codename) {
    await choose(page, "#drop", order.drop);
  }
  const seen = await (order.codename ? read(page) : seal(page));
  console.log(JSON.stringify({ ...seen, hasWasm, asked }));
} finally {
  await browser.close();
}

async function choose(page, selector, path) {
  const field = await page.waitForSelector(selector, { visible: true });
  await field.uploadFile(path);
}

async function seal(page) {
  await page.click('[data-part="report"]');
  await page.waitForSelector('input[value="integriteit"]:enabled', { visible: true });
  await page.click('input[value="integriteit"]');
  await page.click('[data-step="line"] form .actions button');
  await page.waitForSelector("#text", { visible: true });
  await page.type("#text", order.text);
  await page.click('[data-step="write"] form .actions button');
  await page.waitForSelector('[data-step="review"]', { visible: true });
  await watchFrames(page);
  await page.click('[data-step="review"] form .actions button');
  await page.waitForSelector("[data-codename] li", { visible: true });
  const longestPause = await page.evaluate(() => window.longestPause);
  const words = await page.$$eval("[data-codename] li", (found) => found.map((each) => each.textContent));
  await page.click("[data-noted]");
  for (const field of [1, 2]) {
    const label = `label[for="word-${field}"] [data-place]`;
    const place = await page.$eval(label, (found) => Number(found.textContent));
    await page.type(`#word-${field}`, words[place - 1]);
  }
  await page.click("[data-typing] button");
  const link = await page.waitForSelector("[data-sealed] a", { visible: true });
  const name = await link.evaluate((found) => found.download);
  await link.click();
  await saved(join(order.folder, name));
  return { codename: words.join(" "), name, longestPause };
}

async function read(page) {
  await page.click('[data-part="return"]');
  await page.waitForSelector("#codename", { visible: true });
  await page.type("#codename", order.codename);
  await page.click('[data-step="look"] form button');
  await page.waitForSelector('[data-step="answers"]', { visible: true });
  return { answers: await page.$$eval("[data-answers] .text", (found) => found.map((each) => each.textContent)) };
}

/** Firefox keeps a part beside a file until the file is whole. */
async function saved(path) {
  const isThere = () => existsSync(path) && statSync(path).size > 0 && !existsSync(`${path}.part`);
  for (const end = Date.now() + STEP_MS; !isThere(); ) {
    if (Date.now() > end) {
      throw new Error(`${path} was not saved`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A page that hangs draws no frame. */
function watchFrames(page) {
  return page.evaluate(() => {
    let last = performance.now();
    window.longestPause = 0;
    const draw = () => {
      const now = performance.now();
      window.longestPause = Math.max(window.longestPause, (now - last) / 1000);
      last = now;
      requestAnimationFrame(draw);
    };
    draw();
  });
}
