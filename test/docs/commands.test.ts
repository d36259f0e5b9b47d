import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";

const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;
const documents = [
  "README.md", "ARCHITECTURE.md", "docs/GATEWAY.md", "docs/HARDWARE.md", "docs/PROVISIONING.md", "docs/SELFTEST.md",
];

/** Every npm command that the documents name, as typed. */
function commandsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/npm (?:start|test|ci|run [\w:-]+)(?: -- [^`\n&|]+)?/g)].map(([command]) => command.trim());
}

function run(command: string): { status: number | null; output: string } {
  const [program, ...args] = command.split(" ");
  const done = spawnSync(program!, args, { encoding: "utf8", timeout: 120_000 });
  return { status: done.status, output: done.stdout + done.stderr };
}

for (const path of documents) {
  test(`every command of ${path} is there`, () => {
    for (const command of commandsOf(path)) {
      const name = /^npm (?:run )?([\w:-]+)/.exec(command)![1]!;
      assert.ok(name === "ci" || scripts[name] !== undefined, `${path}: ${command}`);
    }
  });

  test(`every file that ${path} links is there`, () => {
    for (const [, link] of readFileSync(path, "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)) readFileSync(join(dirname(path), link!));
  });
}

test("the newcomer's first command makes a sale and ends well", () => {
  assert.ok(commandsOf("README.md").includes("npm run demo"));
  const demo = run("npm run demo");
  assert.is(demo.status, 0, demo.output);
  assert.match(demo.output, "CHARGED");
  assert.match(demo.output, "nobody charged twice");
});

test("the image is built by the documented command", () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytill-"));
  try {
    const built = run(`npm run build -- --board linux --out ${folder}`);
    assert.is(built.status, 0, built.output);
    assert.ok(readFileSync(join(folder, "linux/tinytill.js")).length > 10_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("without a keyboard npm run play says what to do", () => {
  const play = run("npm run play");
  assert.is(play.status, 1);
  assert.match(play.output, "npm run demo");
});

test.run();
