/** The preferences with which tests run Debian's Firefox. */

/** Of Tor Browser's own list for Safer: no compiler for JavaScript, no WebAssembly. */
export const SAFER = {
  "javascript.options.ion": false,
  "javascript.options.baselinejit": false,
  "javascript.options.native_regexp": false,
  "javascript.options.wasm": false,
  "javascript.options.asmjs": false,
  "gfx.font_rendering.graphite.enabled": false,
  "gfx.font_rendering.opentype_svg.enabled": false,
  "mathml.disabled": true,
};
/** Nothing of Firefox's own may ask anybody for anything during a test. */
export const QUIET = {
  "browser.region.update.enabled": false,
  "services.settings.server": "data:,",
  "app.normandy.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
};
