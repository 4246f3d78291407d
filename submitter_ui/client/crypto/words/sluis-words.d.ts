/** What `submitter_ui/client/words.py` makes; the bundler finds it by this name. */
declare module "sluis-words" {
  /** For each word letters and a digit. */
  export const dutch: string;
  export const english: string;
}
