import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatFinding } from "./build/bundle";
import { check } from "./dialect/check";

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .sort();
}

const sources = [...filesBelow("firmware"), ...filesBelow("hal")].filter(
  (path) => path.endsWith(".ts") && !path.endsWith(".d.ts"),
);
const images = filesBelow("dist").filter((path) => /[\\/]tinytill\.js$/.test(path));
const findings = [...sources, ...images].flatMap((path) =>
  check(readFileSync(path, path.endsWith(".ts") ? "utf8" : "latin1"), path),
);
for (const finding of findings) console.log(formatFinding(finding));
console.log(`dialect: ${sources.length} sources, ${images.length} images, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
