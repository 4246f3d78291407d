/** The one policy of the page: the worker's own script may be loaded, and no other. */

interface Policy {
  createScriptURL(url: string): URL;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

declare global {
  interface Window {
    /** Not in every browser; where it is, a plain text is no script. */
    readonly trustedTypes?: PolicyFactory;
  }
}

/** Return the address of the worker's script, as this browser wants it. */
export function scriptUrl(url: string): URL | string {
  const allow = (asked: string): string => {
    if (asked !== url) {
      throw new TypeError("this page runs no other script than its worker");
    }
    return asked;
  };
  return window.trustedTypes?.createPolicy("sluis", { createScriptURL: allow }).createScriptURL(url)
    ?? allow(url);
}
