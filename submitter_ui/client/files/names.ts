/** What of a file's own name may go along, where the reporter wants that. */

const LONGEST_NAME = 255;

/** Return the name that a file has here, without what leads elsewhere or turns the text around it. */
export function ownName(name: string): string {
  const last = name.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "").split(/[/\\]/).pop() ?? "";
  return [...last.replace(/^\.+/, "")].slice(0, LONGEST_NAME).join("");
}

/** Return the end of a name that says how to open a file, with its dot; a longer one may say more than that. */
export function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,5}$/.exec(name.toLowerCase())?.[0] ?? "";
}
