import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import ts from "typescript";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { mend } from "../../scripts/build/mend";
import { dialectOptions } from "../../scripts/build/options";
import { check } from "../../scripts/dialect/check";

interface Entry {
  id: string;
  snippet: string;
  supported: boolean | "partial";
}
interface Exceptions {
  /** Not supported, and in no gate's reach: what the snippet shows is decided when it runs. */
  unseen: Record<string, string>;
  /** Works on the device and is refused all the same. */
  refused: Record<string, string>;
  /** Entries described in prose: code that shows the same. */
  rewritten: Record<string, string>;
}

const read = (name: string): string => readFileSync(join("test/data", name), "utf8");
const exceptions = JSON.parse(read("language-support-exceptions.json")) as Exceptions;
const entries = (JSON.parse(read("language-support.json")) as Entry[]).map((entry) => ({
  ...entry,
  snippet: exceptions.rewritten[entry.id] ?? entry.snippet,
}));

/** What the snippets report with, and what exists in Node and not in a browser. */
const HARNESS =
  "declare global { const R: (...list: any[]) => void; const log: (text: any) => void; } export {};";
const NODE =
  "declare global { const Buffer: any; const setImmediate: any; " +
  "interface ErrorConstructor { captureStackTrace(target: object): void } } export {};";
const OUTSIDE = ["R", "log"];
/** "Is of type unknown": what these declarations ask of a program, not what the device lacks. */
const UNKNOWN = /(is of|on) type 'unknown'/;
const programs: { device?: ts.Program; browser?: ts.Program } = {};

/** Snippets that are prose cannot be judged at all; they stand among the unseen. */
const gates = await Promise.all(entries.map(judge));

/** Which gates catch a snippet: none for a good one. */
async function judge(entry: Entry, index: number): Promise<string[]> {
  const caught = check(`${entry.snippet}\n`, "snippet.ts", OUTSIDE).map((finding) => finding.rule);
  caught.push(...typeErrors(index));
  try {
    const built = await esbuild.transform(entry.snippet, {
      ...dialectOptions,
      loader: "ts",
      format: "iife",
      minify: true,
    });
    caught.push(
      ...check(mend(built.code).code, "snippet.js", OUTSIDE).map((finding) => `image ${finding.rule}`),
    );
  } catch {
    caught.push("esbuild");
  }
  return caught;
}

test("every entry that the device supports passes all gates", () => {
  const wrong = entries.flatMap((entry, index) =>
    entry.supported === true && exceptions.refused[entry.id] === undefined && gates[index]!.length > 0
      ? [`${entry.id}: ${gates[index]!.join(", ")}: ${entry.snippet}`]
      : [],
  );
  assert.equal(wrong, []);
});

test("every entry that the device does not support is caught", () => {
  const missed = entries.flatMap((entry, index) =>
    entry.supported !== true && exceptions.unseen[entry.id] === undefined && gates[index]!.length === 0
      ? [`${entry.id}: ${entry.snippet}`]
      : [],
  );
  assert.equal(missed, []);
});

test("no exception is stale", () => {
  const stale = [
    ...Object.keys(exceptions.unseen).filter(
      (id) =>
        !entries.some(
          (entry, index) => entry.id === id && entry.supported !== true && gates[index]!.length === 0,
        ),
    ),
    ...Object.keys(exceptions.refused).filter(
      (id) =>
        !entries.some(
          (entry, index) => entry.id === id && entry.supported === true && gates[index]!.length > 0,
        ),
    ),
    ...Object.keys(exceptions.rewritten).filter((id) => !entries.some((entry) => entry.id === id)),
  ];
  assert.equal(stale, []);
});

/**
 * Errors of a snippet against the device's declarations that it does not have against those of a browser:
 * what is left is what does not exist on the device. One program for all snippets, a module each.
 */
function typeErrors(index: number): string[] {
  const elsewhere = new Set(diagnostics(browser(), index).map((error) => error.start));
  return diagnostics(device(), index)
    .filter((error) => !UNKNOWN.test(ts.flattenDiagnosticMessageText(error.messageText, " ")))
    .filter((error) => !elsewhere.has(error.start))
    .map((error) => `TS${error.code}`);
}

function diagnostics(program: ts.Program, index: number): readonly ts.Diagnostic[] {
  return program.getSemanticDiagnostics(program.getSourceFile(nameOf(index)));
}

function nameOf(index: number): string {
  return `/snippets/${index}.ts`;
}

function device(): ts.Program {
  return (programs.device ??= makeProgram({ noLib: true }, [
    "hal/io/espruino/language.d.ts",
    "hal/io/espruino/espruino.d.ts",
  ]));
}

function browser(): ts.Program {
  return (programs.browser ??= makeProgram({ lib: ["lib.esnext.d.ts", "lib.dom.d.ts"] }, ["/node.d.ts"]));
}

function makeProgram(options: ts.CompilerOptions, libraries: string[]): ts.Program {
  const all: ts.CompilerOptions = {
    ...options,
    target: ts.ScriptTarget.ES2022,
    strict: false,
    types: [],
    noEmit: true,
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
  const host = ts.createCompilerHost(all);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => {
    const harness = name === "/harness.d.ts" ? HARNESS : name === "/node.d.ts" ? NODE : undefined;
    const snippet = name.startsWith("/snippets/")
      ? `${entries[parseInt(name.slice(10), 10)]!.snippet}\nexport {};\n`
      : harness;
    return snippet === undefined ? readFile(name, target) : ts.createSourceFile(name, snippet, target, true);
  };
  return ts.createProgram(
    [...libraries, "/harness.d.ts", ...entries.map((_, index) => nameOf(index))],
    all,
    host,
  );
}

test.run();
