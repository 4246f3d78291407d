/**
 * One report in Debian's Firefox with the preferences of Tor Browser's level Safer:
 * `node firefox.mjs < order.json`, where the order is {program, site, text, pasted, files, codename, leaveTo}.
 *
 * With a codename it comes back with it, else it sends the text, typed, or pasted in a
 * hurry, and the files. Prints one JSON object: what the page showed, how many seconds the
 * click took and how many went by since the page was asked for, and the longest time in
 * which the page did not draw. With `leaveTo` it leaves instead, with the text typed.
 */

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { QUIET, SAFER } from "./firefox_preferences.mjs";

const STEP_MS = 120_000;

const order = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: order.program,
  headless: true,
  extraPrefsFirefox: { ...SAFER, ...QUIET },
  args: ["--width=400", "--height=800"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(STEP_MS);
  const act = order.leaveTo ? leave : order.codename ? comeBack : report;
  console.log(JSON.stringify(await act(page)));
} finally {
  await browser.close();
}

async function report(page) {
  const opened = Date.now();
  await begin(page);
  const hasWasm = await page.evaluate(() => typeof WebAssembly !== "undefined");
  const said = order.files ? await choose(page, order.files) : [];
  if (order.pasted) {
    await page.$eval("#text", (field, text) => {
      field.value = text;
    }, order.pasted);
  } else {
    await page.type("#text", order.text);
  }
  await page.click('[data-step="write"] form .actions button');
  await page.waitForSelector('[data-step="review"]', { visible: true });
  await watchFrames(page);
  const start = Date.now();
  await page.click('[data-step="review"] form .actions button');
  await page.waitForSelector("[data-codename] li", { visible: true });
  const [seconds, visit] = [start, opened].map((since) => (Date.now() - since) / 1000);
  const words = await page.$$eval("[data-codename] li", (found) => found.map((each) => each.textContent));
  return { codename: words.join(" "), seconds, visit, longestPause: await longestPause(page), hasWasm, said };
}

async function begin(page) {
  await page.goto(`${order.site}/nl/melden/`);
  await page.waitForSelector('input[value="integriteit"]:enabled', { visible: true });
  await page.click('input[value="integriteit"]');
  await page.click('[data-step="line"] form button');
  await page.waitForSelector("#text", { visible: true });
}

/** Choose files, let what cannot be cleaned go as it is, and return what the page says of each. */
async function choose(page, files) {
  const field = await page.waitForSelector("#files");
  await field.uploadFile(...files);
  await page.waitForFunction((count) => {
    const rows = [...document.querySelectorAll("[data-files] li > p")];
    const looking = document.querySelector('[data-sentence="file-looking"]').textContent;
    return rows.length === count && rows.every((row) => row.textContent !== looking);
  }, {}, files.length);
  for (const box of await page.$$("[data-files] label:not([hidden]) input")) {
    await box.click();
  }
  return page.$$eval("[data-files] li > p", (found) => found.map((each) => each.textContent));
}

/** Press Shift three times in the middle of a text, and go back. */
async function leave(page) {
  await begin(page);
  await page.type("#text", order.text);
  const referers = [];
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url() !== order.leaveTo) {
      void request.continue();
      return;
    }
    referers.push(request.headers().referer ?? "");
    void request.respond({ status: 200, contentType: "text/html", body: "<p>Weer" });
  });
  // The steps of the page are cut off first: a navigation, too, but not yet the one away.
  const left = page.waitForResponse((response) => response.url() === order.leaveTo);
  for (const _press of [1, 2, 3]) {
    await page.keyboard.press("Shift");
  }
  await left;
  await page.waitForSelector("p ::-p-text(Weer)");
  const elsewhere = page.url();
  await page.goBack();
  return { elsewhere, referers, back: page.url(), shown: await page.content() };
}

async function comeBack(page) {
  await page.goto(`${order.site}/nl/terugkomen/`);
  await page.waitForSelector("#codename", { visible: true });
  await page.type("#codename", order.codename);
  await watchFrames(page);
  const start = Date.now();
  await page.click('[data-step="look"] form .actions button');
  await page.waitForSelector('[data-step="answers"]', { visible: true });
  const seconds = (Date.now() - start) / 1000;
  const answers = await page.$$eval("[data-answers] .text", (found) => found.map((each) => each.textContent));
  return { answers, seconds, longestPause: await longestPause(page) };
}

/** A page that hangs draws no frame; the longest gap between two is how long it hung. */
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

function longestPause(page) {
  return page.evaluate(() => window.longestPause);
}
