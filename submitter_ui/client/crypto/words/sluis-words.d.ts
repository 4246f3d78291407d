/** What `submitter_ui/client/words.py` makes; the bundler finds it by this name. */
declare module "sluis-words" {
  import type { CodedLists } from "./words.ts";
  export const lists: CodedLists;
}
