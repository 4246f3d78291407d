/**
 * A confidant at the portal in Debian's Firefox with the preferences of Tor Browser's level Safer:
 * `node firefox_portal.mjs < order.json`, where the order is
 * {program, portal, name, password, code, fresh_code, bundle}.
 *
 * Prints one JSON object: the heading after each step, and whether a script could see the cookie.
 */

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { QUIET, SAFER } from "./firefox_preferences.mjs";

const STEP_MS = 60_000;

const order = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: order.program,
  headless: true,
  extraPrefsFirefox: { ...SAFER, ...QUIET },
  args: ["--width=1000", "--height=800"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(STEP_MS);
  const headings = [];
  await page.goto(`${order.portal}/nl/`);
  headings.push(await heading(page));
  await page.type("#name", order.name);
  await page.type("#password", order.password);
  await page.type("#code", order.code);
  await press(page, 'form[action="/nl/sign-in"] button');
  headings.push(await heading(page));
  const seen = await page.evaluate(() => document.cookie);
  await page.type('form[action="/nl/outbound"] #code', order.fresh_code);
  const input = await page.$("#bundle");
  await input.uploadFile(order.bundle);
  await press(page, 'form[action="/nl/outbound"] button');
  headings.push(await heading(page));
  await press(page, 'form[action="/nl/sign-out"] button');
  headings.push(await heading(page));
  console.log(JSON.stringify({ headings, seen }));
} finally {
  await browser.close();
}

async function press(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

function heading(page) {
  return page.$eval("h1", (found) => found.textContent.trim());
}
