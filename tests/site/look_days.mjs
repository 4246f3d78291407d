// The page's own reckoning of the day to look, under Node: a list of questions in, their answers out.

import { readFileSync } from "node:fs";
import { lookDay } from "../../submitter_ui/client/page/look_day.ts";

const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(asked.map(({ sent, week, closed }) => lookDay(sent, week, closed))));
