/** The browser asks before a page is left on which something would be lost. */

let something = false;

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** From now on, something would be lost by leaving, or nothing any more. */
export function guard(wouldLose: boolean): void {
  if (wouldLose !== something) {
    something = wouldLose;
    if (wouldLose) {
      window.addEventListener("beforeunload", ask);
    } else {
      window.removeEventListener("beforeunload", ask);
    }
  }
}
