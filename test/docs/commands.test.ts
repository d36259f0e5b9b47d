import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";

const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;
const documents = ["README.md", "ARCHITECTURE.md", "SECURITY.md", ...readdirSync("docs", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md") && !path.startsWith("reference")).map((path) => join("docs", path)).sort()];

/** Every npm command that the documents name, as typed. */
function commandsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/npm (?:start|test|ci|run [\w:-]+)(?: -- [^`\n&|#]+)?/g)].map(([command]) => command.trim());
}

function run(command: string): { status: number | null; output: string } {
  const [program, ...args] = command.split(" ");
  const done = spawnSync(program!, args, { encoding: "utf8", timeout: 120_000 });
  return { status: done.status, output: done.stdout + done.stderr };
}

/** What a tool says that it takes. */
interface Usage {
  /** Every option, and whether a value follows it. */
  options: Map<string, boolean>;
  argumentsMin: number;
  argumentsMax: number;
}

const usages = new Map<string, Promise<Usage>>();

/** Asks a tool of package.json once. */
function usageOf(name: string): Promise<Usage> {
  const [, script] = /^tsx (\S+)/.exec(scripts[name] ?? "") ?? [];
  assert.ok(script !== undefined, `there is no tool ${name} that takes options`);
  const usage = usages.get(name) ?? promisify(execFile)(process.execPath, ["--import", "tsx", script, "--help"]).then(({ stdout }) => readHelp(stdout));
  usages.set(name, usage);
  return usage;
}

function readHelp(help: string): Usage {
  const options = [...help.matchAll(/^ +(?:-\w, )?(--[\w-]+)( <| \[)?/gm)].map(([, name, value]) => [name!, value !== undefined] as const);
  const [, usage] = /^Usage: (.*)$/m.exec(help) ?? [];
  assert.ok(usage !== undefined, `no help: ${help}`);
  const names = usage.match(/<[^>]+>|\[(?!options)[^\]]+\]/g) ?? [];
  const isOpen = names.some((name) => name.includes("..."));
  return {
    options: new Map(options), argumentsMin: names.filter((name) => name.startsWith("<")).length,
    argumentsMax: isOpen ? Infinity : names.length,
  };
}

/** Why a tool would not take these words; undefined when it would. */
function refusalOf(words: string[], usage: Usage): string | undefined {
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith("-")) rest.push(word);
    else if (!usage.options.has(word)) return `there is no option ${word}`;
    else if (usage.options.get(word) === true && words[++at] === undefined) return `${word} needs a value`;
  }
  if (rest.length < usage.argumentsMin || rest.length > usage.argumentsMax) return `${rest.length} arguments`;
  return undefined;
}

for (const path of documents) {
  test(`every command of ${path} is there, and takes what is said`, async () => {
    for (const command of commandsOf(path)) {
      const [, name, words] = /^npm (?:run )?([\w:-]+)(?: -- (.*))?$/.exec(command)!;
      if (name === "ci") continue;
      assert.ok(scripts[name!] !== undefined, `${path}: ${command}`);
      if (words === undefined) continue;
      assert.is(refusalOf(words.split(/ +/), await usageOf(name!)), undefined, `${path}: ${command}`);
    }
  });

  test(`every file that ${path} links is there`, () => {
    for (const [, link] of readFileSync(path, "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      assert.ok(existsSync(join(dirname(path), link!)), `${path}: ${link}`);
    }
  });
}

test("a command with an option too many, or a word too few, would be found", async () => {
  const usage = await usageOf("verify-journal");
  assert.is(refusalOf(["FILE"], usage), undefined);
  assert.is(refusalOf(["FILE", "--chain"], usage), "there is no option --chain");
  assert.is(refusalOf([], usage), "0 arguments");
  assert.is(refusalOf(["--port"], await usageOf("flash")), "--port needs a value");
});

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
