// The page's own reckoning of the hours under Node: a list of questions in, their answers out.

import { readFileSync } from "node:fs";
import { openingAt } from "../../submitter_ui/client/page/hours.ts";

const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.map(({ now, week, closed }) => openingAt(Date.parse(now), week, closed) ?? null);
process.stdout.write(JSON.stringify(answers));
