/** What `submitter_ui/client/words.py` writes; the bundler finds it by an alias. */
declare module "sluis-words" {
  /** Front-coded: for each word a digit and letters. */
  export const dutch: string;
  export const english: string;
}
