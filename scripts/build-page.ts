import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "commander";
import { buildPage } from "./page/page-files";

const { out } = program
  .description("writes the page as static files, for any folder of any web host")
  .option("--out <folder>", "where it goes", "dist/page")
  .parse().opts<{ out: string }>();

mkdirSync(out, { recursive: true });
for (const [name, bytes] of await buildPage()) {
  writeFileSync(join(out, name), bytes);
  console.log(`${String(bytes.length).padStart(9)}  ${join(out, name)}`);
}
