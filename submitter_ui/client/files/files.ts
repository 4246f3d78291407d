/**
 * What is only needed where a file goes along: a script of its own, fetched when one was chosen.
 *
 * It asks the worker for what the worker has already (sealing, hashing, refusing), so
 * that nothing is fetched twice.
 */

export { examine } from "./content.ts";
export { uploadAll } from "./uploading.ts";
