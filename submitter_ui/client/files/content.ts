/** The content of a file as it goes along: cleaned while it is read, hashed, and never held whole. */

import type { Enclosure, Examined } from "../contract.ts";
import { clean, whole } from "./cleaning.ts";
import { extensionOf, ownName } from "./names.ts";
import type { Recipe } from "./recipe.ts";
import type { Digest, Tools } from "./tools.ts";

type Refusing = Pick<Tools, "Refusal">;

/** Return what a file is, and whether what it says of its maker can be taken out. */
export async function examine(file: File, { Refusal }: Refusing): Promise<Examined> {
  try {
    const { kind, type, extension, size, clean: isClean } = await clean(file);
    const { name } = file;
    const said = extension === "" ? extensionOf(name) : `.${extension}`;
    return { kind, type: type || file.type, extension: said, ownName: ownName(name), size, clean: isClean };
  } catch {
    throw new Refusal("file-changed", { file: file.name });
  }
}

/** Return what goes along of a file; the stream ends in a refusal if the file is not what was examined. */
export async function openContent(
  enclosure: Enclosure,
  digest: Digest,
  refusing: Refusing,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const recipe = await recipeFor(enclosure, refusing);
  return streamOf(contentOf(enclosure, recipe, digest, refusing));
}

/** Clean a file once more, as it is now: what is sent is what was examined, or nothing. */
async function recipeFor({ file, size, asItIs }: Enclosure, { Refusal }: Refusing): Promise<Recipe> {
  const changed = new Refusal("file-changed", { file: file.name });
  const now = asItIs ? undefined : await clean(file).catch(() => Promise.reject(changed));
  const recipe = now === undefined ? whole(file) : now.recipe;
  if (now?.clean === false || recipe.size !== size) {
    throw changed;
  }
  return recipe;
}

/** Yield a file's cleaned content, hashed as it is read; it ends in a refusal if the file is not what was chosen. */
async function* contentOf(
  { file, size }: Enclosure,
  recipe: Recipe,
  digest: Digest,
  { Refusal }: Refusing,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let seen = 0;
  try {
    for await (const piece of recipe.contentOf(file)) {
      seen += piece.length;
      digest.update(piece);
      yield piece;
    }
  } catch {
    // Browsers differ in what they throw when a file went away or changed.
    throw new Refusal("file-changed", { file: file.name });
  }
  if (seen !== size) {
    throw new Refusal("file-changed", { file: file.name });
  }
}

function streamOf(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
