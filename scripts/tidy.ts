import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { mayImport } from "./tidy/directions";
import { BANNED } from "./tidy/banned";

/** Files of these folders are looked at. */
const FOLDERS = ["hal", "firmware", "sim", "scripts", "test"];
const LINE_COLUMNS_MAX = 140;

const root = process.cwd();
const files = FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((path) => !path.includes("/fixtures/")));
const findings: string[] = [];
const imported = new Set<string>();

for (const file of files) look(file, readFileSync(join(root, file), "utf8"));
for (const file of files) {
  if (!imported.has(file) && !isEntry(file)) findings.push(`${file}:1 nothing imports this file`);
}
for (const finding of findings) console.error(finding);
console.log(`tidy: ${files.length} files, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;

function look(file: string, source: string): void {
  for (const { fileName } of ts.preProcessFile(source).importedFiles) lookAtImport(file, source, fileName);
  // Tests of the adapters carry scripts in strings, which import from that folder.
  if (file.startsWith("test/hal/io/")) {
    for (const [, name] of source.matchAll(/from "\.\/([\w-]+)"/g)) imported.add(`hal/io/espruino/${name}.ts`);
  }
  source.split("\n").forEach((line, index) => {
    if (line.length > LINE_COLUMNS_MAX && !file.startsWith("test/")) {
      findings.push(`${file}:${index + 1} longer than ${LINE_COLUMNS_MAX} columns`);
    }
    for (const { pattern, where, why } of BANNED) {
      if (where(file) && pattern.test(line)) findings.push(`${file}:${index + 1} ${why}`);
    }
  });
  if (file.endsWith(".test.ts") && !/^\w+\.run\(\);$/m.test(source)) {
    findings.push(`${file}:1 never calls .run(): nothing of it is tested`);
  }
}

function lookAtImport(file: string, source: string, name: string): void {
  const target = name.startsWith(".") ? resolve(file, name) : name;
  if (target === undefined) return void findings.push(`${file}:1 imports ${name}, which is not there`);
  imported.add(target);
  if (!mayImport(file, target)) {
    const line = source.slice(0, source.indexOf(`"${name}"`)).split("\n").length;
    findings.push(`${file}:${line} may not import ${target} (see ARCHITECTURE, import directions)`);
  }
}

function resolve(file: string, name: string): string | undefined {
  const path = relative(root, join(root, dirname(file), name));
  if (path.endsWith(".json")) return path;
  return [`${path}.ts`, `${path}.tsx`, `${path}.d.ts`, `${path}/index.ts`].find((candidate) => files.includes(candidate));
}

/** Files that a person, a script of package.json, the proof's build or the compiler starts from, and boards with their twins. */
function isEntry(file: string): boolean {
  return file.endsWith(".test.ts") || file.endsWith(".d.ts") || ["firmware/main.ts", "firmware/boot.ts", "sim/web/page.tsx"].includes(file)
    || file.startsWith("hal/boards/") || (file.startsWith("sim/boards/") && files.includes(file.replace("sim/", "hal/")))
    || /^scripts\/\w+\/on-device\//.test(file)
    || readFileSync(join(root, "package.json"), "utf8").includes(`tsx ${file}`)
    || readFileSync(join(root, "scripts/prove/bundle.ts"), "utf8").includes(`"${file}"`);
}
